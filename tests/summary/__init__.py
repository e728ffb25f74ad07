"""What the report workbooks must show."""
