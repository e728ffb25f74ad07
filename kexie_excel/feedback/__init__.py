"""核对反馈: what is asked of a county."""
