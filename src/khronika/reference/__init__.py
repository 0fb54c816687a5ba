"""What several steps look up: gazetteer, code lists, names and scripts, date arithmetic."""
