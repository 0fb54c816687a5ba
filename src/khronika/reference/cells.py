"""How a CSV table is cut into cells: by which sign, and how long one may be, said before each reading.

For the length Python's library has one limit for the whole process, which other libraries move as they are imported.
So nothing here relies on what it was, or puts it back: a reading that is stopped half-way could not.
"""

import csv

_USUAL = 131_072
"""Python's own limit; a lower one would be left to others who read tables in the same process."""


def allow_cells(chars: int) -> None:
    """From here on `csv` refuses a longer cell (csv.Error), until another reading says otherwise. Unit: code points.

    chars: no less than Python's own limit counts, 131,072.
    """
    csv.field_size_limit(max(chars, _USUAL))


def separator_of(text: str) -> str:
    """The sign between the cells of a table that a spreadsheet program has written: the most frequent of its header."""
    return max(",;\t", key=text.partition("\n")[0].count)
