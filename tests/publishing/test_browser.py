"""The page in a real browser: Debian's chromium, driven by Playwright, without JavaScript and without a network."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from khronika.publishing import publish
from publishing.sample import CHRONICLE

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]
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
