"""Who speaks: sources, the ground that outlets report on, and who repeats whom."""
