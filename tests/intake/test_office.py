"""Documents by LibreOffice, and documents made to harm."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.opening import opened, refusals, sample

from khronika.hooks import Draft
from khronika.intake.measures import DEFAULT_LIMITS
from khronika.intake.unpacking import Made
from khronika.model.refusal import Refusal

BOTH = ["statement.docx", "statement.odt"]
TEXT = """Harbour Union, statement 7

Four dead at Orun harbour

Soldiers fired on a crowd in the harbour of Orun on 13 March 2031 and killed four people, the union of the dockers \
said. A nurse said that eleven wounded were admitted before 18.00, among them two children.

The office of the governor confirmed that a firefight took place
but did not say how many people were affected.

- The strike goes on until Friday.

- The port stays closed.

| Place | Killed | Wounded |

| Old Quay | 3 | 7 |

On the following day the union corrected its figure: five people had died, one of them on the way to the hospital. \
The final official report is expected next week.

[1] The hospital’s register lists three."""


def the_draft(data: bytes, name: str) -> Draft:
    return next(thing.draft for thing in opened(data, name) if isinstance(thing, Made))


def rewritten(name: str, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The sample with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sample(name))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info, change(data) if info.filename == part else data)
    return out.getvalue()


@pytest.mark.parametrize("name", [*BOTH, "story.fodt"])
def test_a_document_is_read_as_it_now_stands(name: str) -> None:
    draft = the_draft(sample(name), name)
    assert draft.text == TEXT
    assert draft.title == "Statement on the harbour"
    assert draft.made
    assert draft.made.startswith("2031-03-15T09:10:00")
    assert set(draft.notes) >= {
        "running feet, left out: 1",
        "tracked deletions, left out: 1",
        "tracked insertions, read as part of the text: 1",
    }


@pytest.mark.parametrize("name", BOTH)
def test_who_wrote_it_stays_out(name: str) -> None:
    draft = the_draft(sample(name), name)
    assert "Merev" not in repr(replace(draft, raw=b""))
    assert draft.sender is None


@pytest.mark.parametrize("name", BOTH)
def test_its_kind_is_told_by_its_parts_whatever_it_is_called(name: str) -> None:
    for called in ("a.zip", "a", "a.txt", "a.doc"):
        assert the_draft(sample(name), called).text == TEXT


def test_moved_and_hidden_words_and_comments_are_told_apart() -> None:
    body = (
        b"<w:p><w:moveFrom><w:r><w:t>Gone. </w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>Moved. </w:t></w:r></w:moveTo>"
        b"<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden. </w:t></w:r>"
        b"<w:r><w:t>Shown.</w:t><w:commentReference/></w:r>"
        b"<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    data = rewritten("statement.docx", "word/document.xml", lambda xml: xml.replace(b"<w:body>", b"<w:body>" + body))
    draft = the_draft(data, "a.docx")
    assert "Moved. Shown.\n\nIn a box.\n\nFour dead" in draft.text
    assert "Gone" not in draft.text
    assert "Hidden" not in draft.text
    assert {"comments, left out: 1", "stretches of hidden text, left out: 1"} <= set(draft.notes)


def test_rows_that_were_deleted_and_tracked_are_out_and_what_is_not_hidden_is_in() -> None:
    row = b"<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>Gone</w:t></w:r></w:p></w:tc></w:tr>"
    shown = b'<w:p><w:r><w:rPr><w:vanish w:val="false"/></w:rPr><w:t>Not hidden.</w:t></w:r></w:p>'
    body = b"<w:body><w:tbl>" + row + b"</w:tbl>" + shown
    draft = the_draft(
        rewritten("statement.docx", "word/document.xml", lambda x: x.replace(b"<w:body>", body)), "a.docx"
    )
    assert "Gone" not in draft.text
    assert "Not hidden." in draft.text
    assert "tracked deletions, left out: 2" in draft.notes


def test_what_is_told_about_a_picture_is_not_put_into_the_sentence() -> None:
    told = b"<svg:title>Alt</svg:title><svg:desc>A gate</svg:desc><draw:image "
    draft = the_draft(rewritten("statement.odt", "content.xml", lambda x: x.replace(b"<draw:image ", told)), "a.odt")
    assert draft.text == TEXT


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c SYSTEM "file:///etc/passwd">]>"""


@pytest.mark.parametrize(("name", "part"), [("statement.docx", "word/document.xml"), ("statement.odt", "content.xml")])
def test_entities_are_never_put_in(name: str, part: str) -> None:
    def evil(xml: bytes) -> bytes:
        return ENTITIES + xml.partition(b"?>")[2].replace(b"expected next week", b"&b;&c;")

    things = opened(rewritten(name, part, evil), name)
    assert all(
        "hahaha" not in thing.draft.text and "root:" not in thing.draft.text
        for thing in things
        if isinstance(thing, Made)
    )


@pytest.mark.parametrize(("name", "part"), [("statement.docx", "word/document.xml"), ("statement.odt", "content.xml")])
def test_a_part_that_swells_or_nests_without_end_is_refused(name: str, part: str) -> None:
    limits = replace(DEFAULT_LIMITS, page_bytes=100_000)
    swollen = rewritten(name, part, lambda xml: xml + b" " * 200_000)
    assert refusals(swollen, name, limits) == [(name, "over the limit page_bytes = 100,000")]
    nested = rewritten(name, part, lambda xml: b"<a>" * 5000 + b"</a>" * 5000)
    assert refusals(nested, name) == [(name, "the document is damaged or cut short")]


@pytest.mark.parametrize("name", BOTH)
def test_a_document_cut_short_anywhere_is_read_or_refused(name: str) -> None:
    whole = sample(name)
    for end in range(0, len(whole), 499):
        things = opened(whole[:end], name)
        assert things
        assert all(isinstance(thing, Refusal) for thing in things)


@pytest.mark.parametrize("name", BOTH)
@settings(max_examples=40, deadline=None)
@given(at=st.integers(min_value=0, max_value=30_000), flipped=st.binary(min_size=1, max_size=4))
def test_a_document_with_any_bytes_broken_is_read_or_refused(name: str, at: int, flipped: bytes) -> None:
    whole = bytearray(sample(name))
    whole[at : at + len(flipped)] = flipped
    assert opened(bytes(whole), name)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for name in ("a.docx", "a.odt", "a.fodt"):
        assert opened(data, name)
        assert opened(b"PK\x03\x04" + data, name)


def test_a_closed_document_is_refused_with_a_word_on_what_to_do() -> None:
    closed = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert refusals(closed, "a.docx")[-1][1].startswith("the document is closed by a password")
    manifest = b'<?xml version="1.0"?><m xmlns="urn:x"><file-entry><encryption-data/></file-entry></m>'
    locked = rewritten("statement.odt", "META-INF/manifest.xml", lambda xml: manifest)
    assert refusals(locked, "a.odt")[-1][1].startswith("the document is closed by a password")


def test_a_document_without_words_is_refused() -> None:
    empty = rewritten("statement.docx", "word/document.xml", lambda xml: b'<w:d xmlns:w="x"><w:body/></w:d>')
    empty = empty.replace(b"word/header1.xml", b"word/header9.xml")
    assert any(reason == "the document has no text" for _, reason in refusals(empty, "a.docx"))


@pytest.mark.parametrize("count", ["²", "9" * 5000, "-1", "x"])
def test_a_number_of_blanks_that_is_none_counts_for_one(count: str) -> None:
    blank = f'<text:s text:c="{count}"/>'.encode()
    data = rewritten("statement.odt", "content.xml", lambda xml: xml.replace(b" killed", blank + b"killed"))
    assert " killed" in the_draft(data, "a.odt").text
