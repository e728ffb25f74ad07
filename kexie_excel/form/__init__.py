"""The form: where everything stands in it, how it looks, and its one writer."""
