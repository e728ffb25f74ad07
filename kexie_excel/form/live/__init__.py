"""The form's live check: every computed cell as a formula."""
