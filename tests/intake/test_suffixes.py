"""Which format reads a file: its bytes where they leave no doubt, else its name."""

import pytest
from tests.intake.opening import opened, refusals, sample

from khronika.intake.unpacking import Made
from khronika.model.refusal import Refusal

PAGE = b"<!doctype html><html><body><p>Soldiers fired on a crowd in the harbour and killed four.</p></body></html>"


@pytest.mark.parametrize(
    ("data", "name", "kind", "noted"),
    [
        (sample("groff.pdf"), "a.pdf", "pdf", False),
        (sample("groff.pdf"), "a.txt", "pdf", True),
        (sample("groff.pdf"), "a", "pdf", False),
        (sample("groff.pdf"), "a.unknown", "pdf", False),
        (PAGE, "a.pdf", "html", True),
        (PAGE, "a.doc", "html", True),
        (PAGE, "a.txt", "plain", False),
        (sample("sent.mbox"), "Inbox", "mbox", False),
        (b"No page could be made.", "a.pdf", "plain", True),
    ],
)
def test_the_bytes_win_where_they_leave_no_doubt(data: bytes, name: str, kind: str, noted: bool) -> None:
    things = opened(data, name)
    made = [thing.kind.name for thing in things if isinstance(thing, Made)]
    notes = [thing for thing in things if isinstance(thing, Refusal) and "its bytes are of" in thing.reason]
    assert {kind, "mail", "plain", "html"} >= {*made} >= {made[0]}
    assert made[0] == ("mail" if kind == "mbox" else kind)
    assert bool(notes) == noted
    assert not any(note.unread for note in notes)


@pytest.mark.parametrize(
    ("data", "name", "advice"),
    [
        (sample("statement.rtf"), "a.rtf", ".docx or .odt"),
        (sample("statement.rtf"), "a.doc", ".docx or .odt"),
        (sample("statement.rtf"), "a", ".docx or .odt"),
        (sample("statement.doc"), "a.doc", ".docx or .odt"),
        (sample("statement.doc"), "a.docx", ".docx or .odt"),
        (b"\0\0\0\x20ftypisom" + bytes(100), "a.mp4", "cites the film"),
        (b"BEGIN:VCARD\nFN:Dana Merev\nEND:VCARD\n", "a.vcf", "no report"),
    ],
)
def test_what_is_known_and_not_read_is_refused_with_a_word_on_what_to_do(data: bytes, name: str, advice: str) -> None:
    reasons = [reason for _, reason in refusals(data, name)]
    assert advice in reasons[-1]
    assert "which is not read" in reasons[-1]
