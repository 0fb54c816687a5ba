"""On public texts that nobody looked at, what a snippet is about is still told."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from khronika.reading.events import classify_snippet

CORPORA = Path(os.environ.get("KHRONIKA_CORPORA", Path(__file__).parents[3] / "shared/corpora"))
SNIPPETS = CORPORA / "case2021_task2/snippets.jsonl"
KEPT = {"GRENADE": "Grenade", "SUIC_BOMB": "Suicide bomb", "AIR_STRIKE": "Air/drone strike", "ARREST": "Arrests",
        "PEACE_PROTEST": "Peaceful protest", "ARMED_CLASH": "Armed clash", "DISR_WEAP": "Disrupted weapons use",
        "SEX_VIOL": "Sexual violence", "CHEM_WEAP": "Chemical weapon", "AGREEMENT": "Agreement"}  # fmt: skip
"""Labels of which enough unread snippets are held to count."""


@pytest.mark.corpora
@pytest.mark.skipif(not SNIPPETS.exists(), reason=f"the public corpora are not at {CORPORA}")
def test_it_codes_four_of_five_unread_snippets_of_the_common_types_as_people_did() -> None:
    rows = [json.loads(line) for line in SNIPPETS.read_text("utf-8").splitlines()]
    unread = [
        row
        for row in rows
        if row["label"] in KEPT and hashlib.sha256(str(row["id"]).encode()).hexdigest()[-1] in "01234"
    ]
    right = sum(classify_snippet(row["text"])[1] == KEPT[row["label"]] for row in unread)
    assert len(unread) > 50
    assert right / len(unread) >= 0.8
