"""What a dispatch speaks of and does not hold."""

import pytest

from khronika.model.ids import DocId
from khronika.reading.composing import find_gaps
from khronika.reading.segmentation import segment


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The most recent update can be found here.", ["update"]),
        ("There are plenty of video clips showing this.", ["video"]),
        ("She has sent a video that we have not been able to check.", ["video"]),
        ("An earlier report of this morning can be found on our old page.", ["update"]),
        ("Our first list, of Friday, held seven names.", ["report"]),
        ("No pictures show any children there.", []),
        ("The police fired into the crowd.", []),
        ("He looked the picture of health.", []),
    ],
)
def test_it_names_what_is_only_linked_or_mentioned(text: str, kinds: list[str]) -> None:
    gaps = find_gaps(DocId("d"), segment(text))
    assert [gap.kind for gap in gaps] == kinds
    assert all(text[gap.start : gap.end] == gap.what for gap in gaps)
