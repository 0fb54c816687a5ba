"""Writes the feeds of this folder by feedgen 1.0 (pip install feedgen): full content as RSS, summaries as Atom."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

from feedgen.feed import FeedGenerator

HERE = Path(__file__).parent
AQTAU = timezone(timedelta(hours=5))


def feed() -> FeedGenerator:
    """An outlet's feed without entries."""
    made = FeedGenerator()
    made.id("tag:halda.example,2031:feed")
    made.title("Halda Wire & Co")
    made.link(href="https://halda.example/", rel="alternate")
    made.description("News of an invented coast")
    made.language("en-US")
    made.updated(datetime(2031, 3, 15, 9, 0, tzinfo=AQTAU))
    made.lastBuildDate(datetime(2031, 3, 15, 9, 0, tzinfo=AQTAU))
    return made


full = feed()
entry = full.add_entry(order="append")
entry.id("tag:halda.example,2031:1")
entry.title("Four killed in Orun's harbour")
entry.link(href="https://halda.example/1")
entry.description("Soldiers fired on a crowd.")
entry.content(
    "<p>Soldiers fired on a <b>crowd</b> in the harbour &amp; killed four people on Friday.</p>"
    "<ul><li>Two were dockers.</li><li>One was a nurse.</li></ul>"
    "<script>alert('x')</script><p>“We saw it,” said a woman at the gate.</p>",
    type="CDATA",
)
entry.published(datetime(2031, 3, 14, 18, 0, tzinfo=AQTAU))
entry = full.add_entry(order="append")
entry.title("Curfew declared in Orun")
entry.link(href="https://halda.example/2")
entry.published(datetime(2031, 3, 15, 8, 0, tzinfo=AQTAU))
full.rss_file(str(HERE / "full.rss"), pretty=True)

brief = feed()
for number, words in (
    (1, "Two men were detained in Orun on Saturday."),
    (2, "A strike began in <i>Orun</i> on Sunday."),
):
    entry = brief.add_entry(order="append")
    entry.id(f"tag:halda.example,2031:b{number}")
    entry.title(f"Brief {number}")
    entry.link(href=f"https://halda.example/b{number}")
    entry.summary(words, type="html")
    entry.updated(datetime(2031, 3, 15 + number, 8, 30, tzinfo=AQTAU))
brief.atom_file(str(HERE / "brief.atom"), pretty=True)
