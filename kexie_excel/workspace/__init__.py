"""The working folder of one round, and the jobs done in it."""
