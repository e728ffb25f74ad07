"""The scheme: one year's rules as data, and the model they are loaded into."""
