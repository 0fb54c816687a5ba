"""English: lexicons, and who answers the questions."""
