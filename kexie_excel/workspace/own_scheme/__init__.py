"""The scheme of a working folder: its file, next year's made from it, and the seal under which the forms were issued."""
