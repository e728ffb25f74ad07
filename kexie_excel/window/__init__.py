"""``kexie window``: one window with the year's steps as buttons; each step is a process of its own."""
