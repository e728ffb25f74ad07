"""通报: the results as they were decided, on paper, and the paper checked again."""
