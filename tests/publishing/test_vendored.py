"""What is vendored is what its table says, and nothing else."""

import hashlib
import re
from importlib import resources
from pathlib import Path

import pytest

from khronika.publishing.pages.assets import MAP, PLOTS, asset

VENDOR = Path(str(resources.files("khronika.publishing.pages") / "vendor"))
ROW = re.compile(r"^\| `([\w.-]+)` \| `[\w@/.-]+` \| [\d.]+ \| [^|]+ \| (\d+) \| `([0-9a-f]{64})` \|$", re.MULTILINE)
TABLE = {name: (int(size), digest) for name, size, digest in ROW.findall((VENDOR / "README.md").read_text("utf-8"))}


def test_the_table_lists_every_file() -> None:
    held = {path.name for path in VENDOR.iterdir()} - {"README.md"}
    assert held == set(TABLE) | {f"{name}.LICENSE" for name in TABLE}
    assert len(TABLE) == 6


@pytest.mark.parametrize("name", TABLE)
def test_a_file_is_the_one_that_was_fetched(name: str) -> None:
    content = (VENDOR / name).read_bytes()
    assert (len(content), hashlib.sha256(content).hexdigest()) == TABLE[name]


@pytest.mark.parametrize("name", sorted({*PLOTS, *MAP, "filters.js", "quotes.js"} - {"basemap.js"}))
def test_a_script_can_stand_within_a_page(name: str) -> None:
    text = asset(name).lower()
    assert "</script" not in text
    assert "<!--" not in text


@pytest.mark.parametrize("name", sorted(set(TABLE) - {"countries-50m.json"}))
def test_a_vendored_file_goes_out_below_its_licence(name: str) -> None:
    assert asset(name).startswith("/*!")
    assert "Copyright" in asset(name)[:400]
