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
        ("Footage from the square shows the crowd.", ["video"]),
        ("Videos circulating on Friday are said to be old.", ["video"]),
        ("November footage was shown.", ["video"]),
        ("She came without photographs and showed nothing.", []),
        ("A leaked order was seen by our reporter.", ["document"]),
        ("The police fired into the crowd.", []),
        ("He looked the picture of health.", []),
    ],
)
def test_it_names_what_is_only_linked_or_mentioned(text: str, kinds: list[str]) -> None:
    gaps = find_gaps(DocId("d"), segment(text))
    assert [gap.kind for gap in gaps] == kinds
    assert all(text[gap.start : gap.end] == gap.what for gap in gaps)


def test_it_shows_no_more_of_a_long_sentence_than_its_beginning() -> None:
    text = "There is a video that shows " + "the long and cold march " * 20 + "in the rain."
    (gap,) = find_gaps(DocId("d"), segment(text))
    assert len(gap.what) == 240
    assert text.startswith(gap.what)
