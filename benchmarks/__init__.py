"""How fast, and in how much memory: ratios to something measured in the same run. See ``benchmarks/README.md``."""
