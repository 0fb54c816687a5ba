"""Claims and judgments -> incidents, tallies, grades, people."""
