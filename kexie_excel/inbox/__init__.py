"""What came in, before anybody asks what it says: files, archives, mails, and the workers that open them."""
