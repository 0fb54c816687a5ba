"""How long a cell of a CSV table may be, said before each reading of one.

Python's library has one limit for the whole process, which other libraries move as they are imported. So nothing
here relies on what it was, or puts it back: a reading that is stopped half-way could not.
"""

import csv


def allow_cells(chars: int) -> None:
    """From here on `csv` refuses a longer cell (csv.Error), until another reading says otherwise. Unit: code points."""
    csv.field_size_limit(chars)
