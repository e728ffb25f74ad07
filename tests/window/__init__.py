"""The window: its model and its steps without Tk, its view on a display of its own."""
