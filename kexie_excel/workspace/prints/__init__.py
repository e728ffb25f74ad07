"""打印: what is there only to be printed, made anew from the results; with a spreadsheet program at hand also as PDF."""
