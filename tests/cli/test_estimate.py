"""``khronika estimate`` as a user runs it: terminal, JSON, page, refusals."""

import json
import re
from pathlib import Path

import pytest

from cli.conftest import khronika

pytest.importorskip("scipy", reason="the extra `estimating` is not installed")

# Ball et al. (2002), Killings and Refugee Flow in Kosovo, AAAS/ABA-CEELI: EXH, ABA, OSCE, HRW
KOSOVO = """EXH,ABA,OSCE,HRW,count
0,0,0,1,306
0,0,1,0,936
0,0,1,1,123
0,1,0,0,845
0,1,0,1,31
0,1,1,0,217
0,1,1,1,32
1,0,0,0,1131
1,0,0,1,106
1,0,1,0,228
1,0,1,1,42
1,1,0,0,177
1,1,0,1,18
1,1,1,0,181
1,1,1,1,27
"""
ALL_THREE = ("10,357", "9,005 to 12,105", "12,741", "10,130 to 16,542", "18,393", "15,375 to 22,242")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "kosovo.csv"
    path.write_text(KOSOVO, encoding="utf-8")
    return path


def test_the_terminal_shows_the_published_number_and_both_rivals(table: Path) -> None:
    done = khronika("estimate", table)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    assert all(words in text for words in ALL_THREE)
    assert "What has to hold, and what breaks it:" in text


def test_the_page_shows_all_three_and_needs_nothing_beside_it(table: Path, tmp_path: Path) -> None:
    page = tmp_path / "estimate.html"
    assert khronika("estimate", table, "-o", page, "--title", "Killings <in> Kosovo").returncode == 0
    text = page.read_text("utf-8")
    assert all(words in text for words in ALL_THREE)
    assert "Killings &lt;in&gt; Kosovo" in text
    assert not re.search(r"<script|<link|<img|src=|url\(|https?:", text)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_json_holds_everything_with_the_digest_of_the_input(table: Path) -> None:
    answers = [khronika("estimate", table, "--json").stdout for _ in range(2)]
    assert answers[0] == answers[1]
    found = json.loads(answers[0])
    assert [round(model["people"]) for model in found["rivals"]] == [10_357, 12_741, 18_393]
    assert found["spreads"][0]["low"] == pytest.approx(9_005, abs=0.5)
    assert re.fullmatch("[0-9a-f]{64}", found["input"]["sha256"])
    assert found["overlap"]["documented"] == 4_400
    assert len(found["assumptions"]) >= 5


def test_two_lists_are_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "two.csv").write_text("A,B,count\n1,0,20\n0,1,30\n1,1,5\n", encoding="utf-8")
    done = khronika("estimate", tmp_path / "two.csv")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"2 lists, and an estimate takes 3: with fewer, nothing in the counts can show" in done.stderr


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"{", b"{}", b'"', b"A,B,C,count\n1,1,q,2\n", b"[" * 100_000]
)
def test_what_is_no_table_is_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    done = khronika("estimate", tmp_path / "t.csv")
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"t.csv" in done.stderr


def test_a_missing_table_and_a_page_that_cannot_be_written_are_one_line(table: Path, tmp_path: Path) -> None:
    assert b"No such file" in khronika("estimate", tmp_path / "none.csv").stderr
    assert b"that is the table itself" in khronika("estimate", table, "-o", table).stderr
    done = khronika("estimate", table, "-o", tmp_path / "no" / "page.html")
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)


def test_names_of_lists_cannot_act_on_the_terminal_or_the_page(tmp_path: Path) -> None:
    names = "A\x1b[31m,<b>B</b>,C\u202e,count"
    (tmp_path / "t.csv").write_text(f"{names}\n1,1,0,9\n1,0,1,8\n0,1,1,7\n1,0,0,30\n0,1,0,30\n0,0,1,30\n", "utf-8")
    done = khronika("estimate", tmp_path / "t.csv", "-o", tmp_path / "p.html")
    assert done.returncode == 0
    page = (tmp_path / "p.html").read_text("utf-8")
    for text in (done.stdout.decode(), page):
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert "<b>B</b>" not in page


def test_a_table_of_people_says_what_it_passed_over(tmp_path: Path) -> None:
    rows = ["P,x,x,", "Q,x,,x", "R,,x,x", "S,x,,", "T,,x,", "U,,,x", "V,x,x,x"] * 6
    (tmp_path / "t.csv").write_text("\n".join(["name,union,morgue,press", *rows]), "utf-8")
    done = khronika("estimate", tmp_path / "t.csv")
    assert done.returncode == 0
    assert b"columns that are no lists were passed over: name" in done.stderr
    assert b"42 people on 3 lists (morgue 24, press 24, union 24)" in done.stdout


def test_repeats_give_a_lower_bound(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("times,people\n1,60\n2,20\n3,10\n", "utf-8")
    done = khronika("estimate", tmp_path / "t.csv", "--repeats")
    assert b"at least 180 (" in done.stdout
