"""方案.xlsx written: rows from plain data, and the workbook that holds them."""
