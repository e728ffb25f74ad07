"""What the console says."""
