"""Estimates from public tables of list overlaps beside those that others give, and the time they take.

python -m benchmarks.estimating
"""

import time
from pathlib import Path

from benchmarks.corpora import CORPORA
from khronika.estimating.door import estimate
from khronika.estimating.listing import from_table
from khronika.model.estimate import Estimate, Estimation

PUBLISHED = {
    "kosovo": "10,356 (9,002-12,122), Ball et al. 2002; LCMCR 10,238-10,534",
    "ukdat": "SparseMSE 11,418 (9,977-13,146)",
    "ukdat_5": "10,000-13,000, best 11,300, Silverman 2014; SparseMSE 11,313 (9,884-13,027)",
    "ned": "SparseMSE 111,139 (92,440-133,992)",
    "ned_5": "SparseMSE 121,522 (98,675-150,138)",
    "neworl": "SparseMSE 1,184 (721-2,046)",
    "neworl_5": "about 1,000 (650-1,700), Bales et al. 2020; SparseMSE 1,034 (658-1,709)",
    "western": "SparseMSE 2,483 (1,657-3,830)",
    "hiv": "dga 11,357 (9,404-14,095)",
    "lesbian": "7,031 (5,850-8,576), Aaron et al. 2003; dga 5,147 (4,635-5,749)",
    "hare": "Rcapture Mth 81.1",
    "madigan_york_3": "Bayes 731, Madigan and York 1997",
    "madigan_york_5": "dga 618 (588-655)",
    "artificial_3": "",
}


def said(number: Estimate) -> str:
    """The number and its interval."""
    return f"{number.people:,.0f} ({number.low:,.0f}-{number.high:,.0f})"


def measured(path: Path) -> tuple[Estimation, float]:
    """The estimation of a table, and the seconds of processor time that it took."""
    listed = from_table(path.read_text("utf-8"), path.name)
    begun = time.process_time()
    return estimate(listed.overlap), time.process_time() - begun


def main() -> None:
    """Prints a row a table."""
    print("table | lists | models | seconds | best by BIC | near models | averaged by BIC | published")
    for name, published in PUBLISHED.items():
        found, seconds = measured(CORPORA / "mse" / f"{name}.csv")
        near = found.spreads[0]
        row = (
            name, len(found.overlap.lists), f"{found.fitted:,}", f"{seconds:.1f}", said(found.best.estimate),
            f"{near.models}: {near.lowest:,.0f}-{near.highest:,.0f}", said(found.averages[0]), published,
        )  # fmt: skip
        print(" | ".join(map(str, row)), flush=True)


if __name__ == "__main__":
    main()
