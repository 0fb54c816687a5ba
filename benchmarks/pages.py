"""How long the pages of a chronicle take to open from disk, in Debian's chromium.

    python -m benchmarks.pages OUT [OUT ...]

`python -m benchmarks.fifty FOLDER` makes fifty dispatches for a chronicle of middle size.

OUT is a folder that `khronika chronicle` wrote. Of each: the first page and the largest of every other kind; the
median of five openings, from the start of navigation to the first words on the screen (first contentful paint) and to
the load event, all scripts having run. Source of the marks: W3C, Paint Timing and Navigation Timing Level 2.
"""

import shutil
import statistics
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

_OPENINGS = 5
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_DONE = """() => performance.getEntriesByType("navigation")[0].loadEventEnd > 0
              && performance.getEntriesByName("first-contentful-paint").length > 0"""
_TIMES = """() => [performance.getEntriesByName("first-contentful-paint")[0].startTime,
                   performance.getEntriesByType("navigation")[0].loadEventEnd]"""


def pages_of(folder: Path) -> list[Path]:
    """The first page, and the largest of each other kind."""
    kinds = ("timeline*.html", "places*.html", "people*.html", "sources*.html", "dispatches*.html", "by-*.html")
    found = [sorted(folder.glob(kind), key=_size) for kind in (*kinds, "incidents/*.html", "dispatches/*.html")]
    return [folder / "index.html", *(files[-1] for files in found if files)]


def opening(browser: Any, page: Path) -> tuple[float, float]:
    """Milliseconds to the first words and to the load event: medians of several openings, each in a new context."""
    times = []
    for _ in range(_OPENINGS):
        context = browser.new_context(viewport={"width": 1300, "height": 900})
        tab = context.new_page()
        tab.goto(page.absolute().as_uri(), wait_until="load")
        while not tab.evaluate(_DONE):  # the pages' policy allows no waiting in the page, which evaluates a string
            tab.wait_for_timeout(20)
        times.append(tab.evaluate(_TIMES))
        context.close()
    first, loaded = zip(*times, strict=True)
    return statistics.median(first), statistics.median(loaded)


def main() -> int:
    """Prints a line a page; returns 1 where no folder was named."""
    folders = [Path(name) for name in sys.argv[1:]]
    if not folders:
        print(__doc__)
        return 1
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
        print(f"{'page':<58}{'KB':>8}{'words ms':>10}{'load ms':>9}")
        for folder in folders:
            for page in pages_of(folder):
                first, loaded = opening(browser, page)
                name = f"{folder.name}/{page.relative_to(folder)}"
                print(f"{name[-57:]:<58}{_size(page) / 1000:>8.0f}{first:>10.0f}{loaded:>9.0f}")
        browser.close()
    return 0


def _size(path: Path) -> int:
    return path.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
