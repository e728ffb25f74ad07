"""What the summary says in whole sentences in more than one place."""
