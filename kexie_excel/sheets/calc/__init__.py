"""The form's formulas calculated by the program itself: right cached values for programs that do not calculate.

It speaks exactly the language that the form's formulas use, as Excel understands it, and refuses anything else. The values
are for display; nothing that is scored is ever read from them.
"""
