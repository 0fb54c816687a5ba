"""Scripts that make the shipped weights anew; see docs/models.md."""
