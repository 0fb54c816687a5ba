"""The sentences of ``tests/data/tolls*.jsonl``, scored: what was reached must not be lost.

The unread file was never looked at while the reader was written; nothing here prints it.
"""

import sys
from pathlib import Path

import pytest

from khronika.model.claim import Reality
from khronika.reading.analysis import Profile, analyse
from khronika.reading.figures import find_figures
from khronika.reading.segmentation import segment

sys.path.insert(0, str(Path(__file__).parents[1] / "data"))
import score_tolls

REAL = (Reality.ACTUAL, Reality.ATTEMPTED)


def mentions(text: str, profile: Profile) -> list[dict]:
    return [
        {
            "start": f.span.start,
            "end": f.span.end,
            "measure": f.measure,
            "low": f.low,
            "high": f.high,
            "group": f.group,
            "exactness": f.exactness.value,
            "scope": f.scope.value,
        }
        for f in find_figures(analyse(segment(text), profile))
        if not f.aside and f.reality in REAL
    ]


@pytest.mark.parametrize(
    ("name", "profile", "recall", "precision"),
    [
        ("tolls.jsonl", "full", 0.97, 0.97),
        ("tolls.jsonl", "fast", 0.92, 0.955),
        ("tolls_unread.jsonl", "full", 0.865, 0.925),
        ("tolls_unread.jsonl", "fast", 0.815, 0.9),
    ],
)
def test_it_reads_as_well_as_it_did(name: str, profile: Profile, recall: float, precision: float) -> None:
    rows = score_tolls.read_rows(name)
    result = score_tolls.score(rows, {row["id"]: mentions(row["text"], profile) for row in rows})
    assert result.recall >= recall
    assert result.precision >= precision
