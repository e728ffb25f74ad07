"""Returns: from the files in 2-回收 to one set of answers for each unit, or the reason why there is none."""
