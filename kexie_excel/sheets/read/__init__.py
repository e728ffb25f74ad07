"""Any spreadsheet file → cells."""
