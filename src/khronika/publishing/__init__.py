"""Chronicle -> site, tables, exchange formats; redaction."""

from khronika.publishing.door import Published, publish
from khronika.publishing.record import schema

__all__ = ["Published", "publish", "schema"]
