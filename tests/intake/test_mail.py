"""Mails and mailboxes: whose words are whose, what is a file of its own, and whose address stays inside."""

from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.opening import drafts, opened, refusals, sample

from khronika.hooks import Draft
from khronika.intake.door import take_in
from khronika.intake.formats.mail_text import words_of_mail
from khronika.intake.measures import DEFAULT_LIMITS
from khronika.intake.unpacking import Made
from khronika.model.refusal import Refusal

WITNESS = "Dana Merev <dana.merev@private.example>"
DATE = "Thu, 13 Mar 2031 12:40:07 +0500"
SEEN = "I saw two men fall at the gate of the harbour."


def mail(body: str = SEEN, subject: str = "At the gate", sender: str = WITNESS, **headers: str) -> EmailMessage:
    """A mail as the standard library writes it."""
    message = EmailMessage()
    message["From"], message["To"] = sender, "desk@chronicle.example"
    message["Subject"], message["Date"] = subject, DATE
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return message


def the_draft(message: EmailMessage) -> Draft:
    (draft,) = drafts(bytes(message), "a.eml").values()
    return draft


def raw_mail(body: str, *more: str) -> bytes:
    return "\r\n".join([f"From: {WITNESS}", f"Date: {DATE}", *more, "", body]).encode()


def test_a_box_that_mutt_wrote_gives_mails_and_their_files_in_order() -> None:
    found = drafts(sample("sent.mbox"), "sent.mbox")
    assert list(found) == [
        "sent.mbox/1.eml",
        "sent.mbox/1.eml/statement.txt",
        "sent.mbox/1.eml/story.html",
        "sent.mbox/2.eml",
    ]
    first = found["sent.mbox/1.eml"]
    assert first.text == (
        "The union of the dockers says that four people were killed at the gate.\n\n"
        "From the harbour nothing else was heard; zażółć."
    )
    assert first.title == "Four dead at the harbour – дополнение"
    assert first.published == "Fri, 14 Mar 2031 18:05:00 +0000"
    assert first.publisher == "harbour-union.example"
    assert first.notes == ("a signature of 3 lines, left out",)
    assert "killed four people" in found["sent.mbox/1.eml/story.html"].text


def test_files_of_a_mail_bear_its_time_where_they_have_none_of_their_own(tmp_path: Path) -> None:
    message = mail()
    message.add_attachment("They fired on the crowd.", filename="note.txt")
    (tmp_path / "a.eml").write_bytes(bytes(message))
    taken = take_in([tmp_path / "a.eml"])
    sent = datetime.fromisoformat("2031-03-13T12:40:07+05:00")
    assert [(one.doc_id, one.published, one.published_from) for one in taken.dispatches] == [
        ("a.eml", sent, "metadata"),
        ("a.eml/note.txt", sent, "outer file"),
    ]


def test_no_address_of_a_private_person_leaves_intake(tmp_path: Path) -> None:
    for name, sender in (("1.eml", WITNESS), ("2.eml", WITNESS.upper()), ("3.eml", "other@private.example")):
        (tmp_path / name).write_bytes(bytes(mail(sender=sender, Message_ID="<1.dana@private.example>")))
    taken = take_in([tmp_path])
    assert [one.publisher for one in taken.dispatches] == ["correspondent 1", "correspondent 1", "correspondent 2"]
    assert set(taken.private_names) == {"Dana Merev", "DANA MEREV"}
    assert "private.example" not in repr(taken.dispatches)
    assert "Merev" not in repr(taken.dispatches)


def test_names_in_the_headers_of_private_people_are_to_be_withheld_and_those_of_offices_not() -> None:
    assert the_draft(mail()).private_names == ("Dana Merev",)
    assert the_draft(mail(sender="Harbour Union <press@union.example>")).private_names == ()
    body = f"{SEEN}\n\nOn 12 March 2031, Ana Orte <a@b.example> wrote:\n> Yes.\n"
    own, quoted = drafts(bytes(mail(body)), "a.eml").values()
    assert (own.private_names, quoted.private_names) == (("Dana Merev",), ("Dana Merev", "Ana Orte"))


def test_the_sender_of_a_mail_without_words_is_withheld_through_its_files_and_what_it_quotes() -> None:
    answer = mail("", subject="Re: Photos of the gate")
    answer.add_attachment("They fired on the crowd, says Dana Merev.", filename="note.txt")
    inner = mail(sender="Ana Orte <a@b.example>")
    answer.add_attachment(inner)
    found = drafts(bytes(answer), "a.eml")
    assert [draft.private_names for draft in found.values()] == [("Dana Merev",), ("Ana Orte", "Dana Merev")]
    quoting = mail("On 12 March 2031, Ana Orte <a@b.example> wrote:\n> They fired on the crowd.\n", subject="Re: Yes")
    (quoted,) = drafts(bytes(quoting), "a.eml").values()
    assert quoted.private_names == ("Dana Merev", "Ana Orte")


def test_an_office_is_named_by_its_domain() -> None:
    assert the_draft(mail(sender="Harbour Union <PRESS+list@union.example>")).publisher == "union.example"
    assert the_draft(mail(sender="press")).publisher is None


def test_quoted_words_are_another_mail_that_came_by_the_same_hand(tmp_path: Path) -> None:
    body = (
        f"{SEEN}\n\nOn Wed, 12 Mar 2031 at 18:00, Chronicle Desk\n<desk@chronicle.example> wrote:\n"
        "> Is it true that four people died?\n>\n> > Nobody was hurt.\n"
    )
    (tmp_path / "a.eml").write_bytes(bytes(mail(body, subject="Re: Four dead")))
    taken = take_in([tmp_path])
    assert [(one.text, one.title, one.publisher) for one in taken.dispatches] == [
        (SEEN, None, "correspondent 1"),
        ("Is it true that four people died?", None, "chronicle.example"),
        ("Nobody was hurt.", "Four dead", "correspondent 1"),
    ]
    assert [str(one.published) for one in taken.dispatches[1:]] == ["2031-03-12 18:00:00+00:00", "None"]
    assert "desk@" not in repr(taken.dispatches)


@pytest.mark.parametrize("line", ["The ministry wrote:", "On 13 March 2031 four people died. Then he wrote:"])
def test_a_sentence_above_a_quotation_is_the_writers_own(line: str) -> None:
    own, quoted = drafts(bytes(mail(f"{line}\n> Nobody was hurt.\n")), "a.eml").values()
    assert (own.text, quoted.text) == (line, "Nobody was hurt.")


FORWARDED = """For your chronicle.

---------- Forwarded message ---------
From: Harbour Union <press@harbour-union.example>
Date: Fri, 14 Mar 2031 at 18:05
Subject: Four dead at the harbour
To: <dana.merev@private.example>

The union says that four people were killed.
"""
OUTLOOK = """For your chronicle.

From: Harbour Union <press@harbour-union.example>
Sent: Friday, March 14, 2031 6:05 PM
To: Dana Merev
Subject: Four dead at the harbour

The union says that four people were killed.
"""


@pytest.mark.parametrize("body", [FORWARDED, OUTLOOK])
def test_a_mail_passed_on_keeps_its_own_time_title_and_office(body: str) -> None:
    own, earlier = drafts(bytes(mail(body, subject="Fwd: Four dead at the harbour")), "a.eml").values()
    assert (own.text, own.title) == ("For your chronicle.", None)
    assert earlier.text == "The union says that four people were killed."
    assert earlier.title == "Four dead at the harbour"
    assert earlier.publisher == "harbour-union.example"
    assert earlier.published
    assert "2031" in earlier.published
    assert "dana.merev" not in earlier.text


def test_the_plain_version_is_read_before_the_page_and_the_page_where_it_stands_alone() -> None:
    both = mail()
    both.add_alternative("<p>Another version.</p>", subtype="html")
    assert the_draft(both).text == SEEN
    page = mail()
    page.set_content(
        f"<html><body><p>{SEEN} Four people were killed.</p><script>alert(1)</script></body></html>", "html"
    )
    assert the_draft(page).text == f"{SEEN} Four people were killed."


PAGE = f"""<html><head><style>p {{}}</style></head><body><div style="display: none">Preview</div>
<div dir="ltr">{SEEN}<br><b>Two</b> men.</div><br><div class="gmail_quote"><div class="gmail_attr">On Wed, 12 Mar 2031
at 18:00, Desk &lt;<a href="mailto:d@e.example">d@e.example</a>&gt; wrote:<br></div>
<blockquote class="gmail_quote"><p>Is it true?</p><blockquote type="cite">Nobody was hurt.</blockquote></blockquote>
</div></body></html>"""


def test_a_page_that_quotes_another_mail_is_taken_apart_like_a_plain_one() -> None:
    message = mail()
    message.set_content(PAGE, "html")
    assert [draft.text for draft in drafts(bytes(message), "a.eml").values()] == [
        f"{SEEN}\nTwo men.",
        "Is it true?",
        "Nobody was hurt.",
    ]


def test_a_page_that_passes_another_mail_on_keeps_its_header_in_lines() -> None:
    message = mail(subject="Fwd: Four dead at the harbour")
    message.set_content("<div>" + FORWARDED.replace("<", "&lt;").replace("\n", "<br>\n") + "</div>", "html")
    own, earlier = drafts(bytes(message), "a.eml").values()
    assert own.text == "For your chronicle."
    assert earlier.text == "The union says that four people were killed."
    assert earlier.publisher == "harbour-union.example"


def test_a_wrong_or_unknown_charset_is_got_over() -> None:
    for charset in ("utf-8", "no-such-charset", "us-ascii"):
        raw = raw_mail("", f"Content-Type: text/plain; charset={charset}") + "Убиты четыре человека в порту.".encode(
            "cp1251"
        )
        (draft,) = drafts(raw, "a.eml").values()
        assert draft.text == "Убиты четыре человека в порту."


def test_headers_may_hold_anything() -> None:
    raw = raw_mail(
        SEEN, "Subject: =?utf-8?b?4oC?= =?bad?q?x?= \u202eevil\r\n folded", "Message-ID: <\x00>", "To: (((((<>;;"
    )
    (draft,) = drafts(raw, "a.eml").values()
    assert draft.text == SEEN
    raw_bytes = raw_mail(SEEN, "Subject: @").replace(b"Subject: @", "Subject: Убиты четверо".encode())
    (draft,) = drafts(raw_bytes, "a.eml").values()
    assert draft.title == "Убиты четверо"


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(["From", "Subject", "Date", "Received", "Content-Type", "Archived-At"]), st.text(max_size=60))
def test_any_words_may_stand_in_any_header(name: str, words: str) -> None:
    assert opened(raw_mail(SEEN, f"{name}: {words}").replace(b"From: Dana", b"X: Dana", 1), "a.eml")


def test_comments_without_end_in_an_address_hold_nobody_up() -> None:
    raw = f"From: {'(' * 5000}\nDate: {DATE}\n\n{SEEN}".encode()
    (draft,) = drafts(raw, "a.eml").values()
    assert (draft.text, draft.sender) == (SEEN, None)


def test_a_mail_in_a_mail_goes_through_the_same_door_so_deep_and_no_deeper() -> None:
    message = mail()
    for _ in range(3):
        outer = mail("See below.")
        outer.add_attachment(message)
        message = outer
    names = list(drafts(bytes(message), "a.eml"))
    assert names[-1] == "a.eml/mail-1.eml/mail-1.eml/mail-1.eml"
    limits = replace(DEFAULT_LIMITS, member_depth=2)
    assert refusals(bytes(message), "a.eml", limits)[-1][1] == "over the limit member_depth = 2"


def test_parts_that_nest_without_end_are_refused() -> None:
    parts = [f"--b{n}\r\nContent-Type: multipart/mixed; boundary=b{n + 1}\r\n\r\n" for n in range(3000)]
    raw = raw_mail("".join(parts), "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b0")
    assert refusals(raw, "a.eml") == [("a.eml", "the mail nests its parts too deep")]


@pytest.mark.parametrize(
    ("kind", "body", "reason"),
    [
        (
            "multipart/encrypted; boundary=b; protocol=application/pgp-encrypted",
            "--b\r\n\r\nx\r\n--b--",
            "is encrypted",
        ),
        ("application/pkcs7-mime; smime-type=enveloped-data", "MIIB", "sealed block"),
        ("text/plain", "-----BEGIN PGP MESSAGE-----\r\n\r\nhQEM", "is encrypted"),
        ("application/ms-tnef; name=winmail.dat", "x", "Outlook container"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_a_word_on_what_to_do(kind: str, body: str, reason: str) -> None:
    ((name, said),) = refusals(raw_mail(body, "MIME-Version: 1.0", f"Content-Type: {kind}"), "a.eml")
    assert name.startswith("a.eml")
    assert reason in said
    assert "mail program" in said


def test_a_signed_mail_is_read_and_said_to_be_unchecked() -> None:
    signature = "--b\r\nContent-Type: application/pgp-signature\r\n\r\nx\r\n--b--"
    body = f"--b\r\nContent-Type: text/plain\r\n\r\n{SEEN}\r\n{signature}"
    raw = raw_mail(body, "MIME-Version: 1.0", "Content-Type: multipart/signed; boundary=b")
    (draft,) = drafts(raw, "a.eml").values()
    assert draft.text == SEEN
    assert draft.notes == ("the mail is signed (PGP or S/MIME); the signature was not checked",)


def test_names_of_files_are_names_and_no_paths() -> None:
    message = mail()
    message.add_attachment("One.", filename="../../etc/passwd.txt")
    message.add_attachment("Two.", filename="C:\\x\\two.txt")
    message.add_attachment(b"Three.", maintype="application", subtype="octet-stream")
    assert list(drafts(bytes(message), "a.eml"))[1:] == ["a.eml/passwd.txt", "a.eml/two.txt", "a.eml/part-3.bin"]


def test_a_mail_that_only_brings_files_is_told_by_its_subject() -> None:
    message = mail("", subject="Photos of the gate")
    message.add_attachment("They fired on the crowd.", filename="note.txt")
    found = drafts(bytes(message), "a.eml")
    assert [draft.text for draft in found.values()] == ["Photos of the gate", "They fired on the crowd.\n"]
    assert found["a.eml"].private_names == ("Dana Merev",)
    answer = mail("", subject="Re: Photos of the gate")
    answer.add_attachment("They fired on the crowd.", filename="note.txt")
    assert list(drafts(bytes(answer), "a.eml")) == ["a.eml/note.txt"]


def test_a_contact_card_is_left_out_and_its_name_with_it() -> None:
    message = mail()
    message.add_attachment("BEGIN:VCARD", subtype="vcard", filename="Ana Orte.vcf")
    _, refusal = opened(bytes(message), "a.eml")
    assert isinstance(refusal, Refusal)
    assert (refusal.name, refusal.reason, refusal.unread) == ("a.eml/part-1", "a contact card, left out", False)


def test_a_box_is_cut_only_where_a_mail_begins() -> None:
    box = (
        b"From - Fri Mar 14 18:05:00 2031\r\nFrom: a@b.example\r\nDate: Fri, 14 Mar 2031 18:05:00 +0000\r\n\r\n"
        b"One of four.\r\n\r\nFrom 12:45 on\r\nthere were shots.\r\n\r\n>From the gate nothing was heard.\r\n\r\n"
        b"From \r\nFrom: c@d.example\r\nDate: Fri, 14 Mar 2031 18:05:00 +0000\r\n\r\nTwo.\r\n"
    )
    assert [draft.text for draft in drafts(box, "Inbox").values()] == [
        "One of four.\n\nFrom 12:45 on\nthere were shots.\n\nFrom the gate nothing was heard.",
        "Two.",
    ]


def test_one_broken_mail_of_a_box_does_not_cost_the_others() -> None:
    box = b"From a Fri Mar 14 18:05:00 2031\n" + raw_mail("", "Subject:") + b"\n\n"
    box += b"From a Fri Mar 14 18:05:00 2031\n" + raw_mail(SEEN)
    things = opened(box, "a.mbox")
    assert [thing.reason for thing in things if isinstance(thing, Refusal)] == ["the mail holds no text"]
    assert [thing.draft.text for thing in things if isinstance(thing, Made)] == [SEEN]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for name in ("a.eml", "a.mbox", "a.emlx"):
        assert opened(data, name)
        assert opened(b"From: a@b.example\nDate: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" + data, name)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["> a", ">> b", "From: a", "Date: 14 March 2031", "Subject: c", "--", "d", "", "x wrote:"])
    )
)
def test_no_line_of_a_body_is_lost_but_for_signatures_and_headings(lines: list[str]) -> None:
    words = words_of_mail("\n".join(lines))
    below = words.earlier.text if words.earlier else ""
    if words.signature_lines == 0:
        assert (words.own + below).count("d") >= lines.count("d")


def test_a_mail_cut_short_anywhere_is_read_or_refused() -> None:
    whole = sample("sent.mbox")
    for end in range(0, len(whole), 97):
        assert opened(whole[:end], "sent.mbox")


def test_parts_of_a_mail_over_the_limit_are_counted_in_one_refusal() -> None:
    message = mail("Lists of the dead.")
    for number in range(6):
        message.add_attachment(f"{SEEN} List {number}.".encode(), maintype="text", subtype="plain", filename="list.txt")
    limits = replace(DEFAULT_LIMITS, mail_parts_count=5)  # the mail itself, its words, and three files
    things = list(opened(bytes(message), "many.eml", limits))
    assert [thing.draft.text[-2:] for thing in things if isinstance(thing, Made)][1:] == ["0.", "1.", "2."]
    (refusal,) = [thing for thing in things if isinstance(thing, Refusal)]
    assert refusal.unread
    assert refusal.reason == "3 more parts of the mail were not read: over the limit mail_parts_count = 5"
