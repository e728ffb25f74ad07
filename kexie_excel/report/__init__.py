"""What the program writes: the summary workbook, the register of what came in."""
