"""The documents hold: what they link is there, what they tell to type works."""

import re
from pathlib import Path

import pytest

import khronika

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "examples" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_links_is_there(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text("utf-8"))
    missing = [link for link in links if not (page.parent / link).exists()]
    assert missing == []


def test_the_targets_that_the_readme_names_are_in_the_makefile() -> None:
    named = set(re.findall(r"^\$ make ([a-z]+)", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE))
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {"chronicle", "test", "install"} <= named
    assert named <= known


def test_the_script_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    assert "low=9" in capsys.readouterr().out


def test_the_architecture_names_every_room() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    source = Path(khronika.__file__).parent
    rooms = [path.name for path in source.iterdir() if path.is_dir() and not path.name.startswith("_")]
    modules = [path.name for path in source.glob("*.py")]
    assert [name for name in rooms if f"  {name}/" not in text] == []
    assert [name for name in modules if name not in text] == []


def test_every_shipped_weight_has_its_line_in_models() -> None:
    text = (ROOT / "docs" / "models.md").read_text("utf-8")
    source = Path(khronika.__file__).parent
    weights = [p for p in source.rglob("*.json") if p.name != "chronicle.schema.json" and "vendor" not in p.parts]
    assert weights
    for path in weights:
        assert path.name in text or path.stem in text, path


def test_what_shows_a_promise_of_the_archive_is_there() -> None:
    text = (ROOT / "docs" / "archive.md").read_text("utf-8").partition("## What is promised, and what shows it")[2]
    tests = ROOT / "tests" / "archive"
    named = set(re.findall(r"`(\w+\.py)`", text))
    assert named
    assert [name for name in sorted(named) if not (tests / name).is_file()] == []
    ours = {path.name for path in tests.glob("test_*.py")}
    assert sorted(ours - named) == []
