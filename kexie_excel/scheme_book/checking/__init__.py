"""方案检查.xlsx: what does not hold, what changed since last year, and every rule told back in words with worked borders."""
