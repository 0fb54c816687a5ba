"""Scripts and styles: within the page where the chronicle is one page, else once in ``assets/`` for all pages.

A page names what it needs (``<script src="assets/map.js">``). `equipped` puts it there after the last look for names,
so that nobody's name can be taken for a word of a program. Nothing that a dispatch says is ever part of a script.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources

ASSETS = "assets/"
PLOTS = ("d3.min.js", "plot.umd.min.js", "plots.js")
BASE_MAP = "basemap.js"
MAP = ("leaflet.js", "topojson-client.min.js", BASE_MAP, "map.js")
POLICY = "script-src 'self' file:"
"""What the pages of a folder allow: scripts of the folder, whether it lies on a disk or a server. Source: CSP 3."""

_TAG = re.compile(
    r'<script src="(?:\.\./)*assets/(?P<script>[\w.-]+)"></script>'
    r'|<link rel="stylesheet" href="(?:\.\./)*assets/(?P<style>[\w.-]+)">'
)


def equipped(files: Mapping[str, bytes], made: Mapping[str, Callable[[], str]]) -> dict[str, bytes]:
    """The files with the scripts and styles that their pages name.

    made: name of an asset -> what makes it, for those that differ from chronicle to chronicle.
    One page takes everything into itself, so that it can be mailed and signed as one file.
    """
    pages = {name: content.decode("utf-8") for name, content in files.items() if name.endswith(".html")}
    named = {found[1] or found[2] for page in pages.values() for found in _TAG.finditer(page)}
    texts = {name: made[name]() if name in made else asset(name) for name in sorted(named)}
    if len(pages) == 1:
        return {**files, **{name: _one_file(page, texts).encode("utf-8") for name, page in pages.items()}}
    return {**files, **{f"{ASSETS}{name}": text.encode("utf-8") for name, text in texts.items()}}


@cache
def asset(name: str) -> str:
    """A script or style of ours, or a vendored one under its licence."""
    room = resources.files("khronika.publishing.pages")
    ours = room / "static" / name
    if ours.is_file():
        return ours.read_text(encoding="utf-8")
    return licensed(name, (room / "vendor" / name).read_text(encoding="utf-8"))


def licensed(name: str, text: str) -> str:
    """The text below the licence of the vendored file `name`."""
    licence = (resources.files("khronika.publishing.pages") / "vendor" / f"{name}.LICENSE").read_text(encoding="utf-8")
    return f"/*! {name}\n{licence.strip()}\n*/\n{text}"


def _one_file(page: str, texts: Mapping[str, str]) -> str:
    scripts = [texts[found["script"]] for found in _TAG.finditer(page) if found["script"]]
    allowed = " ".join(f"'sha256-{_digest(text)}'" for text in scripts) or "'none'"
    page = page.replace(POLICY, f"script-src {allowed}", 1)
    return _TAG.sub(lambda found: _inline(found["script"], found["style"], texts), page)


def _inline(script: str | None, style: str | None, texts: Mapping[str, str]) -> str:
    return f"<script>{texts[script]}</script>" if script else f"<style>\n{texts[style or '']}</style>"


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
