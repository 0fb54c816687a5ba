"""Tables of overlap that the tests share."""

import pytest

from khronika.model.overlap import Cell, Overlap

pytest.importorskip("scipy", reason="the extra `estimating` is not installed")

KOSOVO_LISTS = ("ABA", "EXH", "HRW", "OSCE")
# Killings in Kosovo, 20 March to 22 June 1999, by exhumations, ABA/CEELI, OSCE and Human Rights Watch (EXH, ABA, OSCE,
# HRW). Source: Ball, Betts, Scheuren, Dudukovic and Asher (2002), Killings and Refugee Flow in Kosovo, AAAS/ABA-CEELI.
KOSOVO_COUNTS = {
    "0001": 306, "0010": 936, "0011": 123, "0100": 845, "0101": 31, "0110": 217, "0111": 32, "1000": 1131,
    "1001": 106, "1010": 228, "1011": 42, "1100": 177, "1101": 18, "1110": 181, "1111": 27,
}  # fmt: skip


def overlap(names: str, counts: dict[str, int]) -> Overlap:
    """names: with spaces between; counts: "101" -> people on the first and third list."""
    lists = names.split()
    cells = [
        Cell(frozenset(name for name, mark in zip(lists, pattern, strict=True) if mark == "1"), people)
        for pattern, people in counts.items()
    ]
    return Overlap(tuple(sorted(lists)), tuple(cells))


def kosovo() -> Overlap:
    """The table of Ball et al. (2002)."""
    return overlap("EXH ABA OSCE HRW", KOSOVO_COUNTS)


def edge() -> Overlap:
    """Three lists of which one meets neither of the others: models with A and B together have no estimate.

    The pattern of zeros is that of Chan, Silverman and Vincent (2021), with other numbers.
    """
    return overlap("A B C", {"110": 8, "100": 35, "010": 28, "001": 17})
