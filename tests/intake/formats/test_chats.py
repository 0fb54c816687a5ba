"""Exports of messengers: a message is a dispatch, with its instant; nobody who wrote in private is shown."""

import json
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.formats.taking import SAMPLES, taken, told

from khronika.intake.aliases import Aliases
from khronika.intake.door import Intake, take_in
from khronika.intake.formats.whatsapp import order_of
from khronika.intake.unpacking import Made
from khronika.publishing import publish
from khronika.rounds import Order, chronicle_of

CHATS = SAMPLES / "chats"
NAMES = ("Dana Merev", "Merev", "Ilyas Korin", "Temir Dolan", "Marat Selim", "+990 00 000 00 03", "500002", "500005")


def intake(name: str, timezone: str | None = None) -> Intake:
    return take_in([CHATS / name], timezone=timezone)


def test_a_public_channel_of_telegram_is_an_outlet_and_its_messages_carry_their_instant() -> None:
    first, second = intake("result.json").dispatches
    assert first.text.startswith(
        "Soldiers fired on a crowd in the harbour of Orun today and killed four people. https://"
    )
    assert (first.doc_id, first.publisher) == ("result.json:2", "Halda Wire")
    assert first.published == datetime(2031, 3, 14, 13, tzinfo=UTC)
    assert first.published is not None
    assert first.published.isoformat() == "2031-03-14T18:00:00+05:00"
    assert (second.publisher, second.text) == ("Orun Post", "A curfew was declared in Orun.")


def test_what_a_chat_holds_besides_is_counted_in_one_note() -> None:
    (note,) = intake("result.json").refusals
    assert not note.unread
    for words in (
        "service messages (joins, calls, titles), left out: 1",
        "files of messages that the export does not hold: 1",
        "were edited, held in their last wording: 1",
        "were passed on, dated by when they were: 1",
    ):
        assert words in note.reason


def test_private_senders_of_telegram_go_by_numbers_and_those_who_wrote_first_count() -> None:
    found = {dispatch.doc_id: dispatch.publisher for dispatch in intake("all.json").dispatches}
    assert found == {
        "all.json:chat 1/10": "correspondent 1",
        "all.json:chat 1/11": "correspondent 2",
        "all.json:chat 1/12": "correspondent 3",
        "all.json:1700000077/7": "correspondent 4",
    }


def test_a_poll_is_its_question_and_its_answers() -> None:
    assert intake("all.json").dispatches[3].text == "Is the harbour open?\nYes\nNo, it was closed by soldiers"


@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("android.txt", ["2031-03-14T18:05:00+05:00", "2031-03-14T18:07:00+05:00", "2031-03-15T00:01:00+05:00"]),
        ("iphone.txt", ["2031-03-14T18:06:01+05:00", "2031-03-14T18:08:15+05:00"]),
        ("arabic.txt", ["2031-03-14T19:05:00+05:00", "2031-03-15T20:05:00+05:00"]),
    ],
)
def test_a_chat_of_whatsapp_is_dated_by_the_clock_of_its_phone(name: str, times: list[str]) -> None:
    assert [d.published.isoformat() for d in intake(name, "+05:00").dispatches if d.published] == times


def test_messages_of_whatsapp_keep_their_lines_and_lose_what_the_messenger_put_there() -> None:
    assert [dispatch.text for dispatch in intake("android.txt").dispatches] == [
        "Soldiers fired on a crowd in the harbour.\nFour people were killed.\n\nI am safe.",
        "Three of the wounded at the market",
        "A curfew was declared in Orun.",
    ]
    assert [dispatch.text for dispatch in intake("iphone.txt").dispatches] == [
        "Soldiers fired on a crowd in the harbour: four people were killed.",
        "Two were dockers.\nSaid the nurse: one was a child.",
    ]


def test_senders_of_whatsapp_go_by_numbers() -> None:
    assert [dispatch.publisher for dispatch in intake("android.txt").dispatches] == [
        "correspondent 1",
        "correspondent 2",
        "correspondent 3",
    ]


@pytest.mark.parametrize(
    ("heads", "order", "sure"),
    [
        (["3/13/31", "3/14/31"], "mdy", True),
        (["13/3/31", "14/3/31"], "dmy", True),
        (["1/2/31", "2/2/31", "1/3/31"], "dmy", True),
        (["1/2/31", "1/3/31", "2/1/31"], "mdy", True),
        (["3/4/31"], "dmy", False),
        (["2031/3/4", "2031/3/5"], "ymd", True),
    ],
)
def test_the_order_of_day_and_month_is_told_from_the_whole_chat(heads: list[str], order: str, sure: bool) -> None:
    dates = [(a, b, c) for a, b, c in (head.split("/") for head in heads)]
    assert order_of(dates) == (order, sure)


@pytest.mark.parametrize(
    "head",
    [
        "[2031/03/14, 18:05:33] ",
        "14/03/2031 18:05 - ",
        "14/3/31, 6:05 p. m. - ",
        "14/3/31, 6:05\u202fp.m. - ",
        "14.03.31, 18:05 - ",
        "[14/03/2031, 6:05:33\u202fPM] ",
        "2031/3/14 下午6:05 - ",
        "14-03-2031 18:05 - ",
        "[14.03.31 в 18:05:33] ".replace(" в", ","),
    ],
)
def test_the_head_of_a_message_is_known_in_the_usual_forms(head: str) -> None:
    data = f"{head}Dana: Four people were killed.\n{head}Ilyas: Where?\n{head}Dana: In the harbour.\n".encode()
    drafts = [thing.draft for thing in taken("chat.txt", data) if isinstance(thing, Made)]
    assert [draft.text for draft in drafts] == ["Four people were killed.", "Where?", "In the harbour."]
    assert all(draft.published and draft.published.startswith("2031-03-14T18:05") for draft in drafts)


def test_a_report_that_is_no_chat_stays_a_report() -> None:
    for text in (
        "14/03/2031, 18:05 - Soldiers fired on a crowd.\nMore to follow.\n",
        "18:05 Soldiers fired: four dead.\n18:20 A curfew: nobody goes out.\n18:40 Calm.\n",
        "ORUN, 14 March 2031 - Four people were killed.\n",
        "1. First: a list.\n2. Second: of things.\n3. Third: no chat.\n",
    ):
        (made,) = taken("a.txt", text.encode())
        assert isinstance(made, Made)
        assert made.draft.text == text


def test_the_name_of_a_file_that_names_a_member_gives_way_to_a_number(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with ZipFile(folder / "WhatsApp Chat - Dana Merev.zip", "w") as archive:
        archive.writestr("_chat.txt", (CHATS / "iphone.txt").read_bytes())
        archive.writestr("note.txt", "A curfew was declared in Orun.")
    (folder / "WhatsApp Chat with Ilyas Korin.txt").write_bytes((CHATS / "android.txt").read_bytes())
    found = take_in([folder])
    assert [dispatch.doc_id for dispatch in found.dispatches] == [
        "WhatsApp chat 1.zip/_chat.txt:2",
        "WhatsApp chat 1.zip/_chat.txt:5",
        "WhatsApp chat 1.zip/note.txt",
        "WhatsApp chat 2.txt:3",
        "WhatsApp chat 2.txt:8",
        "WhatsApp chat 2.txt:11",
    ]


def test_a_chat_and_the_folder_unpacked_from_it_go_by_one_number() -> None:
    aliases = Aliases()
    assert aliases.shown_as("a/Чат WhatsApp с Дана.zip") == "a/WhatsApp chat 1.zip"
    assert aliases.shown_as("Чат WhatsApp с Дана/x.jpg") == "WhatsApp chat 1/x.jpg"
    assert aliases.shown_as("harbour/Dana.txt") == "harbour/Dana.txt"


def test_no_page_table_or_file_name_shows_a_private_sender(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("result.json", "all.json", "android.txt", "iphone.txt"):
        (folder / name).write_bytes((CHATS / name).read_bytes())
    (folder / "WhatsApp Chat with Dana Merev.txt").write_bytes((CHATS / "android.txt").read_bytes())
    chronicle = chronicle_of([folder], Order(profile="fast"))
    assert len(chronicle.dispatches) == 14
    publish(chronicle, tmp_path / "out")
    for path in (tmp_path / "out").rglob("*"):
        shown = path.name + (path.read_text("utf-8") if path.is_file() else "")
        assert not [name for name in NAMES if name in shown], path
    assert "correspondent 1" in (tmp_path / "out/data/dispatches.csv").read_text("utf-8")


def test_what_is_sealed_of_a_message_holds_no_sender() -> None:
    for name in ("all.json", "android.txt"):
        things = [thing for thing in taken(name, (CHATS / name).read_bytes()) if isinstance(thing, Made)]
        for thing in things:
            sealed = json.loads(thing.draft.raw)
            assert not [key for key in sealed if key not in ("id", "published", "channel", "text")]
            assert sealed["text"] == thing.draft.text


def test_pages_that_telegram_exported_are_refused_with_what_to_do() -> None:
    page = (
        '<!DOCTYPE html><html><head><title>Exported Data</title><link href="css/style.css"/></head>'
        '<body><div class="from_name">Dana Merev</div><div class="text">Four people died.</div></body></html>'
    )
    (outcome,) = told(taken("messages.html", page.encode())).values()
    assert outcome.startswith("refused: a chat that Telegram exported as HTML; export it as JSON")


@pytest.mark.parametrize("name", ["result.json", "all.json"])
def test_a_cut_export_is_read_so_far_and_the_damage_is_named(name: str) -> None:
    data = (CHATS / name).read_bytes()
    for length in range(200, len(data) - 2, 97):
        outcomes = told(taken(name, data[:length])).values()
        assert any(outcome.startswith("refused") for outcome in outcomes), length


@pytest.mark.parametrize("head", ['"messages":', '"messages":[{"type":"message","text":'])
def test_an_export_that_is_nested_without_end_is_refused_early(head: str) -> None:
    data = ('{"name":"x","type":"private_group",' + head + "[" * 300_000).encode()
    tracemalloc.start()
    try:
        (outcome,) = told(taken("result.json", data)).values()
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert outcome == "refused: nested too deep for an export"
    assert most < 100_000_000


@given(st.text(max_size=120), st.sampled_from(["3/14/31, 6:05 PM - A: x\n", "[14.03.31, 18:05:33] A: x\n"]))
@settings(deadline=None, max_examples=60)
def test_any_words_behind_a_chat_are_read_and_lose_no_line(words: str, head: str) -> None:
    assert taken("chat.txt", (head * 3 + words).encode("utf-8", "replace"))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["messages", "type", "id", "text", "date", "date_unixtime", "from", "poll", "photo"]),
                inner,
                max_size=6,
            )
        ),
    )
)
@settings(deadline=None, max_examples=80)
def test_any_json_is_read_or_refused(value: object) -> None:
    data = json.dumps({"name": "x", "type": "public_channel", "messages": [value, {"type": "message", "text": value}]})
    assert taken("result.json", data.encode())
