"""What stands beside the counts: who repeats whom, and passages that say why counts are low."""

from dataclasses import replace

from tests.publishing.sample import CHRONICLE, INCIDENTS

from khronika.model.caveat import Caveat
from khronika.model.repeat import Repeat, Repetition
from khronika.publishing.ledger import Ledger
from khronika.publishing.pages.addresses import Limits, addresses
from khronika.publishing.pages.beside import Beside
from khronika.publishing.pages.citing import Citer
from khronika.publishing.pages.site import pages
from khronika.publishing.recalling import recalled
from khronika.publishing.record import as_bytes, record
from khronika.publishing.withholding.redaction import redacted, unredacted

SECRET = "Marat Ulanov"
FIRST, SECOND = (dispatch.doc_id for dispatch in CHRONICLE.dispatches[:2])
START = CHRONICLE.dispatches[0].text.index(SECRET)
WORDS = CHRONICLE.dispatches[0].text[START : START + 60]
BOTH = replace(INCIDENTS[0], dispatches=(FIRST, SECOND))
WITH = replace(
    CHRONICLE,
    incidents=(BOTH, *CHRONICLE.incidents[1:]),
    repeats=(Repeat(doc_id=SECOND, of=FIRST, root=FIRST, how=Repetition.QUOTES),),
    caveats=(
        Caveat(
            doc_id=FIRST, start=START, end=START + 60, words=WORDS, kind="bodies withheld",
            incident_id=BOTH.incident_id,
        ),
    ),
)  # fmt: skip


def _beside(copy):
    where = addresses(copy.chronicle, Limits())
    return Beside(Citer(Ledger(copy.chronicle), where, "index.html", copy.gaps))


def test_the_tree_begins_at_its_root():
    tree = _beside(unredacted(WITH)).tree(BOTH)
    assert [(branch.depth, branch.how) for branch in tree] == [(0, ""), (1, "cited by")]
    assert tree[0].name != tree[1].name
    assert not _beside(unredacted(CHRONICLE)).tree(BOTH)


def test_a_ring_in_a_file_from_elsewhere_ends():
    ring = (*WITH.repeats, Repeat(doc_id=FIRST, of=SECOND, root=FIRST, how=Repetition.COPY))
    assert len(_beside(unredacted(replace(WITH, repeats=ring))).tree(BOTH)) <= 2


def test_a_passage_is_shown_and_names_in_it_are_withheld():
    open_page = b"".join(data for _, data in pages(unredacted(WITH), Limits())).decode()
    assert "Who repeats whom" in open_page
    assert "Why counts may be low" in open_page
    copy = redacted(WITH)
    public = b"".join(data for _, data in pages(copy, Limits())).decode()
    assert "Why counts may be low" in public
    assert SECRET not in public
    assert SECRET not in copy.chronicle.caveats[0].words
    assert len(copy.chronicle.caveats[0].words) == len(WORDS)


def test_both_come_back_out_of_the_record():
    copy = redacted(WITH)
    written = as_bytes(record(copy.chronicle.as_dict(), copy.withheld.as_dict()))
    found = recalled(written, "chronicle.json").chronicle
    assert found.repeats == copy.chronicle.repeats
    assert found.caveats == copy.chronicle.caveats
