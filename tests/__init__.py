"""The tests; they mirror the package, and each names the clause or case it proves."""
