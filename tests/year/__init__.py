"""A whole year of ten invented counties: what they send, what the office types, and what must come of it."""
