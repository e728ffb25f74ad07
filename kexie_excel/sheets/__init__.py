"""What every workbook has, ours or anybody's: cells and their addresses, how ours look, and how any file is read."""
