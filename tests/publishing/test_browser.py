"""The pages in a real browser: Debian's chromium, driven by Playwright, with and without JavaScript."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from khronika.model.chronicle import Chronicle
from khronika.model.ids import IncidentId
from khronika.model.place import Place, PlacePrecision
from khronika.publishing import publish
from khronika.publishing.pages.addresses import Limits
from publishing.sample import CHRONICLE

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]
AXE = {"preload": False, "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
EMPTY = Chronicle(
    dispatches=(), claims=(), incidents=(), people=(), sources=(), not_held=(), refusals=(), incidents_of={},
    policy="ucdp", reader={},
)  # fmt: skip
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("chronicle") / "out"
    publish(CHRONICLE, out, include_names=True)
    return out / "index.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_playwright() as engine:
        started = engine.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Any, index: Path) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1300, "height": 900})
    opened = context.new_page()
    opened.asked = []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.goto(index.as_uri())
    yield opened
    context.close()


def test_a_cell_leads_to_its_quoted_words_marked_in_the_dispatch(page: Page) -> None:
    link = page.locator("a[href*='#claim-']").first
    words = link.inner_text().strip('“”" ')
    link.click()
    claim = page.url.split("#")[1]
    target = page.locator(f"[id='{claim}']")
    assert target.count() == 1
    assert target.is_visible()
    assert words.split()[0].strip('“”"') in page.locator("body").inner_text()
    box = target.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900, "the words are not in view"


def test_every_link_within_the_page_has_a_place_to_go(page: Page) -> None:
    hrefs = {link.get_attribute("href") or "" for link in page.locator("a[href^='#']").all()}
    ids = {element.get_attribute("id") for element in page.locator("[id]").all()}
    assert hrefs
    assert {href[1:] for href in hrefs} <= ids


def test_nothing_is_asked_of_any_network(page: Page) -> None:
    assert [url for url in page.asked if not url.startswith("file:")] == []


@pytest.mark.parametrize("width", [360, 390, 768, 1400])
def test_the_page_does_not_run_off_the_screen(browser: Any, index: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    opened = context.new_page()
    opened.goto(index.as_uri())
    wide = opened.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert wide <= width


def test_a_keyboard_reaches_the_text_past_the_menu_first(page: Page) -> None:
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert (focused.get_attribute("href") or "").startswith("#")


def test_hostile_words_stay_words(page: Page) -> None:
    assert "<script>" in page.locator("body").inner_text()
    assert page.evaluate("document.querySelectorAll('main script, main img, main iframe').length") == 0


def on_the_map() -> Chronicle:
    """The sample with its town at a point of the real world, and a region and a place near the town beside it."""
    spots = {
        "Karasai": (PlacePrecision.EXACT, 43.3, 52.9),
        "Old Quay": (PlacePrecision.ADMIN1, 44.0, 53.5),
    }

    def moved(place: Place | None) -> Place | None:
        if place is None or place.name not in spots:
            return place
        precision, lat, lon = spots[place.name]
        return replace(place, precision=precision, lat=lat, lon=lon)

    return replace(
        CHRONICLE,
        claims=tuple(replace(claim, place=moved(claim.place)) for claim in CHRONICLE.claims),
        incidents=tuple(replace(incident, place=moved(incident.place)) for incident in CHRONICLE.incidents),
    )


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One page with names, one without, several pages, and an empty chronicle."""
    room = tmp_path_factory.mktemp("folders")
    publish(on_the_map(), room / "one", include_names=True)
    publish(on_the_map(), room / "withheld")
    publish(on_the_map(), room / "several", limits=Limits(dispatches=1, rows=4))
    publish(EMPTY, room / "empty")
    return {path.name: path for path in room.iterdir()}


KINDS = {
    "one": ("one", "index.html"),
    "withheld": ("withheld", "index.html"),
    "empty": ("empty", "index.html"),
    "contents": ("several", "index.html"),
    "timeline": ("several", "timeline.html"),
    "places": ("several", "places.html"),
    "people": ("several", "people.html"),
    "sources": ("several", "sources.html"),
    "dispatches": ("several", "dispatches.html"),
    "by kind": ("several", "by-kind.html"),
    "by place": ("several", "by-place.html"),
    "by source": ("several", "by-source.html"),
    "by status": ("several", "by-status.html"),
    "dispatch": ("several", "dispatches/*.html"),
    "incident": ("several", "incidents/*.html"),
}


def opened(browser: Any, file: Path, **options: Any) -> Page:
    """The page, loaded; `complaints` holds errors of scripts and what was asked of anything but the disk."""
    page = browser.new_context(**{"viewport": {"width": 1300, "height": 900}} | options).new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda line: page.complaints.append(line.text) if line.type == "error" else None)
    page.on("request", lambda asked: None if asked.url.startswith("file:") else page.complaints.append(asked.url))
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1300])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(browser: Any, folders: dict[str, Path], kind: str, width: int, scheme: str) -> None:
    page = opened(
        browser,
        largest(folders, kind),
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.complaints == []
    page.context.close()


def test_axe_finds_nothing_in_the_panel_and_on_the_open_map(browser: Any, folders: dict[str, Path]) -> None:
    page = opened(browser, folders["one"] / "index.html", reduced_motion="reduce")
    page.locator(".marker").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".leaflet-popup a").count() > 1
    assert Axe().run(page, options=AXE).violations_count == 0
    page.locator(".accounts a.quote").first.click()
    assert page.locator("dialog.quoted[open]").count() == 1
    assert Axe().run(page, options=AXE).violations_count == 0
    page.context.close()


def test_a_number_is_plotted_for_each_speaker_and_the_table_stays(browser: Any, folders: dict[str, Path]) -> None:
    page = opened(browser, folders["one"] / "index.html")
    plot = page.locator("figure.plot svg[role=img]").first
    for words in ("The regional government", "8", "11", "50 to 70", "50 to 150"):
        assert words in (plot.text_content() or "")
    # the regional government changed its figure, so there are steps; nothing is shaded
    assert plot.locator("g[data-mark=line] path").count() >= 1
    assert plot.locator("g[data-mark=area]").count() == 0
    assert page.locator("table.accounts").first.is_visible()


def test_a_region_is_no_dot_and_what_has_no_coordinates_is_said_not_to_be_on_the_map(
    browser: Any, folders: dict[str, Path]
) -> None:
    page = opened(browser, folders["one"] / "index.html")
    assert page.locator("#map .place.exact").count() == 1
    area = page.locator("#map .place.area")
    assert area.inner_text() == "Old Quay"
    assert area.evaluate("each => getComputedStyle(each, '::before').display") == "none"
    assert "somewhere in the region" in (page.locator(".marker:has(.area)").get_attribute("aria-label") or "")


def test_the_filter_narrows_both_lists_and_stands_in_the_address(browser: Any, folders: dict[str, Path]) -> None:
    page = opened(browser, folders["one"] / "index.html")
    page.locator(".filters [name=kind]").select_option("shooting")
    assert page.locator(".incident:visible").count() == 1
    assert page.locator(".claims tbody tr:visible").count() == 2
    assert "1 of 9 entries shown" in page.locator(".shown").first.inner_text()
    assert page.url.endswith("#show&kind=shooting")
    page.locator(".filters [name=status]").select_option("planned")
    assert page.locator(".shown").first.inner_text().startswith("Nothing matches")
    again = opened(browser, folders["one"] / "index.html")
    again.goto(page.url.replace("&status=planned", ""))
    assert again.locator(".incident:visible").count() == 1
    again.locator(".filters [type=reset]").click()
    assert again.locator(".incident:visible").count() == len(CHRONICLE.incidents)


def test_a_filter_reaches_over_all_pages_and_says_how_many(browser: Any, folders: dict[str, Path]) -> None:
    for name in ("index.html", "timeline-2.html"):
        page = opened(browser, folders["several"] / name)
        page.locator(".filters [name=status]").select_option("single")
        single = sum(incident.independent_sources < 2 for incident in CHRONICLE.incidents)
        assert page.locator(".found a").count() == single
        assert page.locator(".shown").inner_text() == f"{single} of {len(CHRONICLE.incidents)} entries shown."
        assert page.locator(".listed").is_hidden()
        page.locator(".filters [name=kind]").select_option("strike")
        assert page.locator(".found a").all_inner_texts() == ["Strike at Old Quay"]
        assert Axe().run(page, options=AXE).violations_count == 0
        page.locator(".filters [type=reset]").click()
        assert page.locator(".listed").is_visible()
        page.locator(".filters [name=kind]").select_option("strike")
        page.locator(".found a").click()
        assert page.locator("h1").inner_text() == "Strike at Old Quay"
        assert page.complaints == []
        page.context.close()


def test_a_filter_of_many_pages_shows_more_on_request(browser: Any, tmp_path: Path) -> None:
    many = tuple(
        replace(CHRONICLE.incidents[-1], incident_id=IncidentId(f"buses{number}"), title=f"Buses {number}", tallies=())
        for number in range(450)
    )
    publish(replace(CHRONICLE, incidents=(*CHRONICLE.incidents, *many)), tmp_path / "out", limits=Limits(dispatches=1))
    page = opened(browser, tmp_path / "out" / "index.html")
    page.locator(".filters [name=kind]").select_option("troop-deployment")
    assert page.locator(".found a").count() == 200
    page.locator(".found button").click()
    assert page.locator(".found a").count() == 400
    assert page.evaluate("document.activeElement.matches('.found li a')")
    page.locator(".found button").click()
    assert page.locator(".found a").count() == 451
    assert page.locator(".found button").count() == 0
    assert page.complaints == []


def test_the_key_and_the_plot_agree(browser: Any, folders: dict[str, Path]) -> None:
    page = opened(browser, folders["one"] / "index.html")
    key = page.locator("figure.plot .key").first
    # there are steps, a range and what is nobody's total; nothing is open-ended
    assert key.locator("li:visible").count() == 3
    assert "how long it stood" in key.inner_text()
    assert "Nurse" not in key.inner_text()
    assert "part" in (page.locator("figure.plot svg[role=img]").first.text_content() or "")
    plain = opened(browser, folders["one"] / "index.html", java_script_enabled=False)
    assert plain.locator(".dispute > .key li:visible").count() == 3
    assert "the figure given" in plain.locator(".dispute > .key").first.inner_text()


def test_an_address_that_leads_to_a_hidden_entry_shows_it(browser: Any, folders: dict[str, Path]) -> None:
    page = opened(browser, folders["one"] / "index.html")
    page.locator(".filters [name=kind]").select_option("strike")
    target = page.locator("[id^=incident-shooting14]")
    assert not target.is_visible()
    page.evaluate("id => { location.hash = id }", target.get_attribute("id"))
    page.wait_for_function("id => !document.getElementById(id).hidden", arg=target.get_attribute("id"))


def test_a_quote_opens_in_its_paragraph_and_closing_returns_to_the_cell(browser: Any, folders: dict[str, Path]) -> None:
    page = opened(browser, folders["one"] / "index.html")
    link = page.locator(".accounts a.quote").first
    words = link.inner_text().strip("“”")
    link.focus()
    page.keyboard.press("Enter")
    panel = page.locator("dialog.quoted[open]")
    assert panel.locator(".lit").first.inner_text() == words
    assert len(panel.locator(".column").inner_text()) > len(words)
    assert panel.locator("[id]").count() == panel.locator("h2").count()
    page.keyboard.press("Escape")
    assert page.locator("dialog.quoted[open]").count() == 0
    assert link.evaluate("each => each === document.activeElement")


def test_the_keyboard_alone_reaches_every_quote(browser: Any, folders: dict[str, Path]) -> None:
    page = opened(browser, folders["one"] / "index.html")
    reached, last = set(), None
    for _ in range(3000):
        page.keyboard.press("Tab")
        at = page.evaluate("""() => {
            const each = document.activeElement;
            if (each.matches("summary") && !each.parentElement.open) each.click();
            return [each.tagName, each.getAttribute("href"), each.matches("footer a:last-of-type")];
        }""")
        reached.add(at[1])
        if at[2] or at == ["BODY", None, False]:
            last = at
            break
    assert last is not None
    assert {f"#claim-{claim.claim_id}" for claim in CHRONICLE.claims} <= reached


def largest(folders: dict[str, Path], kind: str) -> Path:
    folder, pattern = KINDS[kind]
    return max(folders[folder].glob(pattern), key=lambda found: found.stat().st_size)


@pytest.mark.parametrize("kind", KINDS)
def test_on_every_kind_of_page_the_keyboard_reaches_every_link_without_javascript(
    browser: Any, folders: dict[str, Path], kind: str
) -> None:
    page = opened(browser, largest(folders, kind), java_script_enabled=False)
    wanted = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    reached: set[str | None] = set()
    for _ in range(3000):
        page.keyboard.press("Tab")
        at = page.evaluate("""() => {
            const each = document.activeElement;
            return [each.tagName, each.getAttribute("href"), each.matches("summary") && !each.parentElement.open];
        }""")
        if at[2]:
            page.keyboard.press("Enter")  # a fold opens by key, without a script
        reached.add(at[1])
        if at[0] == "BODY":
            break
    assert set(wanted) <= reached
    page.context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_says_the_same_without_javascript_and_prints(
    browser: Any, folders: dict[str, Path], kind: str
) -> None:
    texts = []
    for scripted in (True, False):
        page = opened(browser, largest(folders, kind), java_script_enabled=scripted)
        held = page.evaluate("""() => {
            const main = document.querySelector("main").cloneNode(true);
            const drawn = "figure, form, svg, script, .key, .shown, .found";
            for (const each of main.querySelectorAll(drawn)) each.remove();
            return main.textContent.split(/\\s+/).join(" ");
        }""")
        texts.append(held)
        assert page.complaints == []
        page.emulate_media(media="print")
        assert page.locator(".filters").count() == 0 or page.locator(".filters").is_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= 1300
        page.context.close()
    assert texts[0] == texts[1]


def test_all_text_is_there_without_javascript(browser: Any, folders: dict[str, Path]) -> None:
    page = opened(browser, folders["one"] / "index.html", java_script_enabled=False)
    text = " ".join((page.locator("main").text_content() or "").split())
    for claim in CHRONICLE.claims:
        if "\x07" not in claim.quote:
            assert claim.quote in text
    for incident in CHRONICLE.incidents:
        assert incident.title.removesuffix(", 14 May 2031") in text
    assert page.locator(".filters").is_hidden()
    assert page.locator(".bar").first.is_visible()


def test_it_prints_with_every_claim_and_without_what_only_a_screen_can_use(
    browser: Any, folders: dict[str, Path]
) -> None:
    page = opened(browser, folders["one"] / "index.html")
    page.emulate_media(media="print")
    assert page.locator(".filters").is_hidden()
    assert page.locator("details .quote").first.is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_what_is_withheld_is_in_no_plot_filter_or_map(browser: Any, folders: dict[str, Path]) -> None:
    page = opened(browser, folders["withheld"] / "index.html")
    assert page.locator("figure.plot svg, #map .marker").count() >= 2
    shown = page.content().casefold()
    for word in ("ulanov", "velikhanova", "three dead on the steps"):
        assert word not in shown
    drawn = page.locator("figure.plot svg").first.text_content() or ""
    assert "protected source (eyewitness)" in drawn


def test_a_title_full_of_templates_and_scripts_stays_a_title(browser: Any, tmp_path: Path) -> None:
    title = "</script><script>alert(1)</script> {{ 7*7 }} {% raw %} \u2028 \u202egnp.exe"
    incidents = tuple(replace(incident, title=title) for incident in CHRONICLE.incidents)
    publish(replace(on_the_map(), incidents=incidents), tmp_path / "out", include_names=True)
    page = opened(browser, tmp_path / "out" / "index.html")
    assert "{{ 7*7 }} {% raw %} [U+2028] [U+202E]gnp.exe" in (page.locator("main").text_content() or "")
    assert page.complaints == []
    assert page.locator("main script").count() == 0


def test_no_name_on_the_map_is_covered_by_the_dot_of_a_neighbour(browser: Any, tmp_path: Path) -> None:
    # The second town lies right of the first, where the name of the first would stand.
    chronicle = on_the_map()
    east = Place(
        name="Eastness",
        written="Eastness",
        kind="city",
        precision=PlacePrecision.EXACT,
        admin1="Salt Coast",
        country="Ostmark",
        lat=43.3,
        lon=53.4,
    )
    moved = tuple(
        replace(claim, place=east) if claim.place and claim.place.name == "Old Quay" else claim
        for claim in chronicle.claims
    )
    incidents = tuple(
        replace(one, place=east) if one.place and one.place.name == "Old Quay" else one for one in chronicle.incidents
    )
    publish(replace(chronicle, claims=moved, incidents=incidents), tmp_path, include_names=True)
    page = opened(browser, tmp_path / "index.html", reduced_motion="reduce")
    assert page.locator("#map .place.exact").count() == 2
    covered = page.evaluate(
        """() => [...document.querySelectorAll("#map .place span")].some((name) => {
          const box = name.getBoundingClientRect();
          return [...document.querySelectorAll("#map .place")].some((place) => {
            const dot = place.getBoundingClientRect();
            const x = (dot.left + dot.right) / 2, y = (dot.top + dot.bottom) / 2;
            return box.left < x && x < box.right && box.top < y && y < box.bottom;
          });
        })"""
    )
    assert not covered
    assert page.locator("#map .place[data-side=right]").count() == 1
    page.context.close()
