"""The scheme of a working folder: its file, and the seal under which the forms were issued."""
