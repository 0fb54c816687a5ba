"""Russian: lexicons, the analyser, and who answers the questions."""
