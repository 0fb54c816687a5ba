"""LISTS OF PEOPLE -> LINKS, GROUPS: which rows tell of one human being, how sure that is, and why."""
