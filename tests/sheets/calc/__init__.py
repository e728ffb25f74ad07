"""The program's own calculation of the form's formulas."""
