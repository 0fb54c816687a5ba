"""What the reader sees."""

import csv
import itertools
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from khronika.model.claim import Claim
from khronika.model.ids import IncidentId, PersonId
from khronika.model.place import Place, PlacePrecision
from khronika.model.span import Span
from khronika.model.tally import Account
from khronika.publishing import publish
from khronika.publishing.pages.addresses import Limits
from publishing.sample import C_GOV8, C_GOV11, C_UNION, CHRONICLE, DISPATCHES, TOLL, account, tally

VOID = {"meta", "br", "line", "rect", "hr", "img", "input", "link"}


class Page(HTMLParser):
    """Ids, links, headings, and the text inside each marked claim; complains about tags that do not nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.tags: list[str] = []
        self.marked: dict[str, str] = {}
        self.words: list[str] = []
        self._open: list[tuple[str, str | None]] = []
        self.feed(text)
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag == "a":
            self.links.append(str(values["href"]))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            owner = values.get("id") or values.get("data-of")
            self._open.append((tag, owner if tag == "mark" else None))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1][0] not in ("style", "title"):
            self.words.append(data)
        for _, owner in self._open:
            if owner:
                self.marked[owner] = self.marked.get(owner, "") + data

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def without_scripts(page: Path) -> str:
    """What a browser without JavaScript makes of the page; nothing of a script is text."""
    return re.sub(r"<script>.*?</script>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("named")
    publish(CHRONICLE, out, include_names=True)
    return without_scripts(out / "index.html")


@pytest.fixture(scope="module", params=[True, False], ids=["with names", "withheld"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("several")
    publish(CHRONICLE, out, include_names=request.param, limits=Limits(dispatches=1))
    return out


def test_every_claim_is_lit_up_in_full_at_its_own_anchor(html: str) -> None:
    page = Page(html)
    assert len(page.ids) == len(set(page.ids))
    for claim in CHRONICLE.claims:
        shown = page.marked[f"claim-{claim.claim_id}"]
        expected = claim.quote.replace("\x07", "\u2407").replace("\u202e", "[U+202E]").replace("\u202c", "[U+202C]")
        assert shown == expected


def test_a_claim_that_crosses_another_is_lit_up_by_a_rule_of_its_own(html: str) -> None:
    crossing = next(c for c in CHRONICLE.claims if c.event_type == "presence")
    assert f'data-of="claim-{crossing.claim_id}"' in html
    assert f'[id="claim-{crossing.claim_id}"]:target' in html


def test_what_is_not_held_leads_to_the_words_that_mention_it(html: str) -> None:
    page = Page(html)
    assert "#missing-1" in page.links
    assert page.marked["missing-1"] == CHRONICLE.not_held[0].what


def test_every_link_on_one_page_leads_somewhere(html: str) -> None:
    page = Page(html)
    inner = {link[1:] for link in page.links if link.startswith("#")}
    assert inner <= set(page.ids)
    assert f"claim-{CHRONICLE.claims[0].claim_id}" in inner


def test_every_link_between_pages_leads_somewhere(folder: Path) -> None:
    seen = {path: Page(path.read_text(encoding="utf-8")) for path in folder.rglob("*.html")}
    assert len(seen) > len(CHRONICLE.incidents)
    targets = set()
    for path, page in seen.items():
        for link in page.links:
            file, _, anchor = link.partition("#")
            target = (path.parent / file).resolve() if file else path
            assert target.is_file(), (path, link)
            if anchor:
                assert anchor in seen[target].ids, (path, link)
                targets.add(anchor)
    claims = json.loads((folder / "data/chronicle.json").read_text(encoding="utf-8"))["claims"]
    assert {f"claim-{claim['claim_id']}" for claim in claims} <= targets


def test_the_contested_toll_stands_as_separate_accounts_in_their_own_words(html: str) -> None:
    text = Page(html).text
    contested = text[text.index("In their own words") : text.index("Who is responsible? ")]
    for words in (
        "now puts the figure at 11",
        "between 50 and 70 people",
        "50 to 150 killed",
        "three dead on the steps",
    ):
        assert words in contested
    for speaker in ("the regional government", "the Independent Union of Salt Workers", "no source named"):
        assert speaker in contested
    assert "15 May 2031, 21:00 UTC" in contested
    assert "Earlier, 8 killed: which spoke of 8 dead" in contested
    assert "a real underestimate" in contested


def test_a_contested_number_on_the_timeline_leads_to_its_accounts(html: str) -> None:
    assert '<a href="#dispute-shooting14-1">killed: contested, 5 accounts</a>' in html
    assert "dispute-shooting14-1" in Page(html).ids


def test_words_that_doubt_a_figure_are_no_account_of_it(tmp_path: Path) -> None:
    # Somebody repeats the figure of eleven only to call it too low, and it was counted among the accounts of it.
    about = next(claim for claim in CHRONICLE.claims if claim.about)
    official = replace(TOLL.accounts[0], claims=(*TOLL.accounts[0].claims, about.claim_id))
    tally = replace(TOLL, accounts=(official, *TOLL.accounts[1:]))
    incidents = tuple(
        replace(incident, tallies=(tally,)) if TOLL in incident.tallies else incident
        for incident in CHRONICLE.incidents
    )
    publish(replace(CHRONICLE, incidents=incidents), tmp_path, include_names=True)
    text = Page((tmp_path / "index.html").read_text(encoding="utf-8")).text
    contested = text[text.index("In their own words") : text.index("Who is responsible? ")]
    assert contested.count("a real underestimate") == 1
    assert "Doubted by the Independent Union of Salt Workers: “The union called the official figure" in contested


def test_it_prints_no_figure_that_nobody_gave(html: str) -> None:
    text = Page(html).text
    for combined in ("11 to 150", "11–150", "11-150", "at least 11", "at least 3", "up to 150", "80.5", "6 killed"):
        assert combined not in text
    assert TOLL.low == 11
    assert TOLL.high == 150


def test_who_is_responsible_shows_each_partys_version(html: str) -> None:
    text = Page(html).text
    disputed = text[text.index("Who is responsible?") :]
    assert (
        disputed.index("the strikers") < disputed.index("set fire to the town hall") < disputed.index("special troops")
    )


def test_it_says_how_fresh_it_is_and_what_is_older(html: str) -> None:
    text = Page(html).text
    assert "16 May 2031, 07:15 UTC" in text[: text.index("What is contested, and by whom")]
    assert "told 14 May 2031, 18:30 UTC older update" in text
    assert text.index("Newest update, 15 May 2031, 21:00 UTC") < text.index("Older update, 14 May 2031, 18:30 UTC")


def test_an_event_of_some_day_in_april_is_not_put_on_the_first_of_april(tmp_path: Path) -> None:
    vague = replace(CHRONICLE.incidents[-1], when="2031-04", start="2031-04-01", end="2031-04-30")
    publish(replace(CHRONICLE, incidents=(*CHRONICLE.incidents[:-1], vague)), tmp_path)
    html = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "<h3>April 2031</h3>" in html
    assert "1 April 2031" not in html


def test_a_dispute_about_a_part_is_not_shown_again_with_its_episode(tmp_path: Path) -> None:
    shooting = next(incident for incident in CHRONICLE.incidents if incident.incident_id == "shooting14")
    episode = replace(CHRONICLE.incidents[0], responsible=shooting.responsible)
    publish(replace(CHRONICLE, incidents=(episode, *CHRONICLE.incidents[1:])), tmp_path)
    assert (tmp_path / "index.html").read_text(encoding="utf-8").count(">Who is responsible? ") == 1


def test_two_people_who_may_be_one_stand_with_each_other_and_with_the_reason(html: str, tmp_path: Path) -> None:
    text = Page(html).text
    assert "May be the same person as Zoë Ulanova; undecided (67 %)." in text
    assert "May be the same person as Dinara Velikhanova; undecided (67 %)." in text
    assert "given name a short form +6.0; told of in one town +8.0" in text
    publish(CHRONICLE, tmp_path)
    hidden = Page(without_scripts(tmp_path / "index.html")).text
    assert hidden.count("May be the same person as Person ") == 2
    assert "Dinara" not in hidden


def test_the_names_are_set_against_the_count(tmp_path: Path) -> None:
    toll = tally("killed", None, (account("the union", 14, 14, C_UNION),), (14, 14, 14), "one account")
    named = replace(toll, named=(PersonId("marat"), PersonId("zoe")))
    all_named = replace(toll, low=2, best=2, high=2, named=named.named)
    for counted, wanted in ((named, "14 killed, says the Independent Union"), (all_named, "2 killed")):
        shown = replace(CHRONICLE.incidents[0], tallies=(counted,))
        publish(replace(CHRONICLE, incidents=(shown, *CHRONICLE.incidents[1:])), tmp_path, include_names=True)
        text = Page(without_scripts(tmp_path / "index.html")).text
        assert wanted in text
        assert ("; 2 named" in text) == (counted is named)


def test_a_plan_and_a_denial_are_called_so(html: str) -> None:
    assert re.search(r'class="status">not told as having happened</b>', html)
    assert re.search(r'class="status">said not to have happened</b>', html)
    assert "who denies it" in html


def test_it_says_that_nobody_checked_it(html: str) -> None:
    text = Page(html).text
    assert "Draft. Read by machine, checked by nobody: " in text
    assert f"0 of {len(CHRONICLE.claims)} claims checked by a person." in text


def test_it_needs_no_script_and_no_network(html: str) -> None:
    page = Page(html)
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert not [link for link in page.links if "//" in link]
    assert not re.search(r"@import|url\((?!images/|#)", html)


def test_headings_follow_each_other_in_order(html: str, folder: Path) -> None:
    for text in [html, *(path.read_text(encoding="utf-8") for path in folder.rglob("*.html"))]:
        headings = Page(text).headings
        assert headings[0] == 1
        assert headings.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(headings))


def test_every_table_has_a_caption_and_scopes(html: str) -> None:
    assert html.count("<table") == html.count("<caption") > 4
    assert not re.search(r"<th(?![^>]*scope=)(?!ead)", html)


def test_hostile_words_are_words(html: str) -> None:
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "<b>Old Quay" not in html
    assert "\x07" not in html
    assert "\u202e" not in html
    assert "[U+202E]" in html


def test_a_claim_in_a_title_is_found_in_the_title(tmp_path: Path) -> None:
    title = "Two held in Karasai"
    claim = replace(
        CHRONICLE.claims[0], field="title", span=Span(0, 8), quote="Two held", trigger=Span(4, 8), figure=None
    )
    dispatches = (replace(CHRONICLE.dispatches[0], title=title), *CHRONICLE.dispatches[1:])
    claims = (replace(claim, doc_id=dispatches[0].doc_id), *CHRONICLE.claims[1:])
    publish(replace(CHRONICLE, dispatches=dispatches, claims=claims), tmp_path, include_names=True)
    page = Page((tmp_path / "index.html").read_text(encoding="utf-8"))
    assert page.marked[f"claim-{claim.claim_id}"] == "Two held"


def test_withheld_words_appear_as_a_named_gap(tmp_path: Path) -> None:
    done = publish(CHRONICLE, tmp_path)
    text = Page((tmp_path / "index.html").read_text(encoding="utf-8")).text
    assert "[words withheld]" in text
    assert "[Person 1]" in text
    assert "█" not in text
    assert f"{done.withheld['names']} names and {done.withheld['quotes']} quotes withheld" in text


def test_a_doubt_laid_to_the_doubted_itself_names_nobody_but_shows_the_sentence(tmp_path: Path) -> None:
    about = next(claim for claim in CHRONICLE.claims if claim.about)
    assert about.attribution is not None
    laid = replace(about, attribution=replace(about.attribution, speaker="official version", kind="official"))
    claims = tuple(laid if claim is about else claim for claim in CHRONICLE.claims)
    publish(replace(CHRONICLE, claims=claims, sources=()), tmp_path, include_names=True)
    text = Page((tmp_path / "index.html").read_text(encoding="utf-8")).text
    assert "Doubted in Salt Coast Wire: “The union called the official figure" in text
    assert "Doubted by" not in text


def test_a_figure_for_which_nobody_is_named_does_not_stand_among_the_others(html: str) -> None:
    large = html[html.index('class="voices"') : html.index("</ul>", html.index('class="voices"'))]
    assert "50 to 70" in large
    assert "50 to 150" not in large
    text = Page(html).text
    assert "50 to 150, for which nobody is named: Unconfirmed estimates speak of 50 to 150 killed" in text


def test_an_old_figure_says_so_where_it_stands_large(tmp_path: Path) -> None:
    older = DISPATCHES[0].versions[1].span.start
    old = replace(C_GOV11, span=Span(older, older + len(C_GOV11.quote)))
    claims = tuple(old if claim is C_GOV11 else claim for claim in CHRONICLE.claims)
    publish(replace(CHRONICLE, claims=claims), tmp_path, include_names=True)
    text = Page((tmp_path / "index.html").read_text(encoding="utf-8")).text
    first = text[: text.index("What is contested, and by whom")]
    assert "the regional government official 14 May 2031, 18:30 UTC older update" in first


def test_a_later_figure_under_the_same_name_is_told_with_the_earlier(tmp_path: Path) -> None:
    earlier = Account(speaker="the regional government", low=9, high=9, scope="whole", claims=(C_GOV8.claim_id,))
    older = replace(C_GOV8, span=Span(DISPATCHES[0].versions[1].span.start, DISPATCHES[0].versions[1].span.start + 9))
    tally = replace(TOLL, accounts=(earlier, *TOLL.accounts))
    incidents = tuple(replace(one, tallies=(tally,)) if TOLL in one.tallies else one for one in CHRONICLE.incidents)
    claims = tuple(older if claim is C_GOV8 else claim for claim in CHRONICLE.claims)
    publish(replace(CHRONICLE, incidents=incidents, claims=claims), tmp_path, include_names=True)
    text = Page((tmp_path / "index.html").read_text(encoding="utf-8")).text
    assert "later gives 11, 15 May 2031, 21:00 UTC" in text[: text.index("What is contested, and by whom")]


def test_an_incident_says_which_sources_tell_of_it_and_how_many(html: str) -> None:
    text = Page(html).text
    assert "4 speakers, all as told by one dispatch: the Independent Union of Salt Workers (Salt Coast Wire)" in text
    assert "and 2 more" in text
    assert "single source: a neighbour (Salt Coast Wire)" in text


def test_the_key_explains_what_is_drawn_and_nothing_else(html: str) -> None:
    key = html[html.index('<ul class="key"') : html.index("</ul>", html.index('<ul class="key"'))]
    assert "up to the upper end of a range" in key
    assert "not a total" in key
    assert "no bound given" not in key


def test_the_page_counts_what_was_not_read_as_the_command_does(html: str) -> None:
    text = Page(html).text
    assert text.count("1 input not read, 1 note") == 2
    assert text.index("Not read") < text.index("velikhanova-letter.pdf") < text.index("one passage is in a language")


def test_a_town_on_no_map_is_one_row_however_its_kind_is_told_and_a_near_spelling_stands_apart(tmp_path: Path) -> None:
    def moved(claim: Claim, number: int) -> Claim:
        kinds = ("city", "unknown", "facility", "unknown")
        name = "Karasay" if number == 5 else "Karasai"
        place = Place(name=name, written=name.upper(), kind=kinds[number % 4], precision=PlacePrecision.UNLOCATED)
        return replace(claim, place=place) if claim.place else claim

    claims = tuple(moved(claim, number) for number, claim in enumerate(CHRONICLE.claims))
    incidents = tuple(replace(one, place=None) for one in CHRONICLE.incidents)
    publish(replace(CHRONICLE, claims=claims, incidents=incidents), tmp_path, include_names=True)
    html = (tmp_path / "index.html").read_text(encoding="utf-8")
    table = Page(html.split('<table class="ledger places">')[1].split("<tbody>")[1].split("</tbody>")[0])
    assert table.text.count("Karasai") == 2  # the row, and the hint in the other
    assert "Karasay nearly spelt as Karasai" in table.text
    assert "written" not in table.text
    rows = list(csv.DictReader((tmp_path / "data/places.csv").open(encoding="utf-8", newline="")))
    assert [row["name"] for row in rows] == ["Karasai", "Karasay"]


def test_every_incident_is_listed_by_kind_place_source_and_status_without_a_script(folder: Path) -> None:
    index = Page((folder / "index.html").read_text(encoding="utf-8"))
    by_kind = Page((folder / "by-kind.html").read_text(encoding="utf-8"))
    for name in ("by-kind.html", "by-place.html", "by-source.html", "by-status.html"):
        assert name in index.links
    held = {link.split("#")[0] for link in by_kind.links if link.startswith("incidents/")}
    assert held == {f"incidents/{path.name}" for path in (folder / "incidents").iterdir()}
    assert "shooting (1)" in by_kind.text


def test_the_data_of_the_filters_is_data_and_shows_nothing_withheld(folder: Path) -> None:
    text = (folder / "data/incidents.js").read_text(encoding="utf-8")
    data = json.loads(text.removeprefix("const khronikaIncidents = ").removesuffix(";\n"))
    assert len(data["incidents"]) == len(CHRONICLE.incidents)
    assert [facet[0] for facet in data["facets"]] == ["kind", "place", "source", "status"]
    assert "<" not in text
    withheld = json.loads((folder / "data/chronicle.json").read_text(encoding="utf-8"))["withheld"]
    assert ("velikhanova" in text.casefold()) is (withheld["names"] == 0)


def test_an_episode_is_told_of_by_those_who_tell_of_its_parts(tmp_path: Path) -> None:
    episode = replace(CHRONICLE.incidents[0], claims=(), independent_sources=2)
    publish(replace(CHRONICLE, incidents=(episode, *CHRONICLE.incidents[1:])), tmp_path, include_names=True)
    text = Page((tmp_path / "index.html").read_text(encoding="utf-8")).text
    assert "2 speakers, all as told by one dispatch: the Independent Union of Salt Workers (Salt Coast Wire)" in text
    empty = replace(episode, incident_id=IncidentId("alone"))
    publish(replace(CHRONICLE, incidents=(empty,)), tmp_path, include_names=True)
    assert "2 independent sources" in Page((tmp_path / "index.html").read_text(encoding="utf-8")).text
