"""Chronicle -> site, tables, exchange formats; redaction."""
