"""Names of people, compared across spellings, scripts and short forms."""
