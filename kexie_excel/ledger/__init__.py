"""The ledger 评估台账.xlsx: the only place for human decisions, read back, obeyed, and added to without touching a word."""
