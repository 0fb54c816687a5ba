"""What each source counts, and what stands of it: accounts, tallies, grades, policies."""
