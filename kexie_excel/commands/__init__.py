"""One small module a command, loaded when that command is asked for: it parses, calls one function, and prints."""
