"""How long a cell of a CSV table may be, said before each reading of one.

Python's library has one limit for the whole process, which other libraries move as they are imported. So nothing
here relies on what it was, or puts it back: a reading that is stopped half-way could not.
"""

import csv

_USUAL = 131_072
"""Python's own limit; a lower one would be left to others who read tables in the same process."""


def allow_cells(chars: int) -> None:
    """From here on `csv` refuses a longer cell (csv.Error), until another reading says otherwise. Unit: code points.

    chars: no less than Python's own limit counts, 131,072.
    """
    csv.field_size_limit(max(chars, _USUAL))
