"""Ways of spoiling a correct return, and what may come of each."""
