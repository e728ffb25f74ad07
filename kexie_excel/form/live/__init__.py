"""The form's live check: every computed cell as a formula, with the value it has in the blank form."""
