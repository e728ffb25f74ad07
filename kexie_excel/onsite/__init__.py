"""现场评估表: what the inspectors take along, what they brought back, and what it does."""
