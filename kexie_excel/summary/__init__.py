"""评估结果汇总表: its sheets, and last year's read back."""
