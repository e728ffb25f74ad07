"""Mails to the counties as drafts: what they say, and the files that a mail program opens. Nothing is ever sent."""
