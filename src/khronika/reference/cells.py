"""How long a cell of a CSV table may be, said for each reading of one.

Python's library has one limit for the whole process, which other libraries move as they are imported.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def cells_of_at_most(chars: int) -> Iterator[None]:
    """Inside, `csv` refuses a longer cell (csv.Error); afterwards its limit is what it was. Unit: code points."""
    before = csv.field_size_limit(chars)
    try:
        yield
    finally:
        csv.field_size_limit(before)
