"""Learns the weights of what a text is about, and writes ``languages/en/main_event.json``.

    uv pip install scikit-learn
    python training/events.py [CORPORA]

Learns from sentences of our own (events_examples.toml) and from the snippets of CASE 2021 task 2, of which those whose
id has a SHA-256 ending in 0-4 are never learnt from. Prints the weighted F1 by cross-validation on the others.
Only single words and numbers are written.
"""

import hashlib
import json
import os
import sys
import tomllib
from collections import Counter
from pathlib import Path

from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from khronika.reading.analysis import Profile, analyse
from khronika.reading.events.finding import find_events
from khronika.reading.events.weighing import features
from khronika.reading.segmentation import segment

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "src/khronika/reading/languages/en/main_event.json"
STRENGTH = 20.0
"""Inverse of the penalty on large weights."""
FEWEST = 2
"""Texts in which a word must stand to be learnt."""
ALWAYS = ("sign:", "verb:", "noun:")
"""Features that are learnt however few texts have them."""
LABELS = {
    "ABDUCT_DISSAP": "abduction/forced disappearance", "AGREEMENT": "agreement", "AIR_STRIKE": "air/drone strike",
    "ARMED_CLASH": "armed clash", "ARREST": "arrests", "ART_MISS_ATTACK": "shelling/artillery/missile attack",
    "ATTACK": "attack", "CHANGE_TO_GROUP_ACT": "change to group/activity", "CHEM_WEAP": "chemical weapon",
    "DISR_WEAP": "disrupted weapons use", "FORCE_AGAINST_PROTEST": "excessive force against protesters",
    "GOV_REGAINS_TERIT": "government regains territory", "GRENADE": "grenade",
    "HQ_ESTABLISHED": "headquarters or base established", "MOB_VIOL": "mob violence",
    "NON_STATE_ACTOR_OVERTAKES_TER": "non-state actor overtakes territory",
    "NON_VIOL_TERRIT_TRANSFER": "non-violent transfer of territory", "OTHER": "other",
    "PEACE_PROTEST": "peaceful protest", "PROPERTY_DISTRUCT": "looting/property destruction",
    "PROTEST_WITH_INTER": "protest with intervention", "REM_EXPLOS": "remote explosive/landmine/ied",
    "SEX_VIOL": "sexual violence", "SUIC_BOMB": "suicide bomb", "VIOL_DEMONSTR": "violent demonstration",
}  # fmt: skip
"""The task's spelling of ACLED's sub-event types -> ours."""
PROFILES: tuple[Profile, ...] = ("full", "fast")

Example = tuple[str, str]


def own_examples() -> list[Example]:
    """Text and type of our own sentences."""
    table = tomllib.loads((HERE / "events_examples.toml").read_text("utf-8"))
    return [(text, name) for name, texts in table.items() for text in texts]


def news(corpora: Path) -> list[Example]:
    """Text and type of the snippets that may be learnt from."""
    rows = map(json.loads, (corpora / "case2021_task2/snippets.jsonl").read_text("utf-8").splitlines())
    return [(row["text"], LABELS[row["label"]]) for row in rows if row["label"] in LABELS and may_be_read(row["id"])]


def may_be_read(snippet: object) -> bool:
    """Whether a snippet may be looked at; the others are only scored."""
    return hashlib.sha256(str(snippet).encode()).hexdigest()[-1] not in "01234"


def asked(text: str, profile: Profile) -> dict[str, float]:
    """The features of a text."""
    sentences = analyse(segment(text), profile)
    return features(sentences, find_events(text, sentences))


def names_of(rows: list[dict[str, float]]) -> list[str]:
    """The features worth a weight: all signs, and words that stand in several texts."""
    counts = Counter(name for row in rows for name in row)
    return sorted(name for name, count in counts.items() if name.startswith(ALWAYS) or count >= FEWEST * len(PROFILES))


def table(rows: list[dict[str, float]], names: list[str]) -> csr_matrix:
    """Shape: texts by features."""
    place = {name: at for at, name in enumerate(names)}
    cells = [(at, place[name], value) for at, row in enumerate(rows) for name, value in row.items() if name in place]
    across, down, values = zip(*cells, strict=True)
    return csr_matrix((values, (across, down)), shape=(len(rows), len(names)))


def learn(rows: list[dict[str, float]], labels: list[str]) -> tuple[LogisticRegression, list[str]]:
    """A fitted model and the names of its features."""
    names = names_of(rows)
    return LogisticRegression(C=STRENGTH, max_iter=300).fit(table(rows, names), labels), names


def cross_validated(own: list[Example], labelled: list[Example]) -> dict[str, float]:
    """Weighted F1 over five folds of the news by profile; our own sentences are always learnt from."""
    read = {profile: [asked(text, profile) for text, _ in labelled] for profile in PROFILES}
    base = [asked(text, profile) for profile in PROFILES for text, _ in own]
    base_labels = [name for _ in PROFILES for _, name in own]
    gold = [name for _, name in labelled]
    guesses: dict[str, list[str]] = {profile: [""] * len(gold) for profile in PROFILES}
    for train, test in StratifiedKFold(5, shuffle=True, random_state=1).split(gold, gold):
        rows = base + [read[profile][at] for profile in PROFILES for at in train]
        model, names = learn(rows, base_labels + [gold[at] for _ in PROFILES for at in train])
        for profile in PROFILES:
            for at, guess in zip(test, model.predict(table([read[profile][at] for at in test], names)), strict=True):
                guesses[profile][at] = guess
    return {profile: float(f1_score(gold, guesses[profile], average="weighted")) for profile in PROFILES}


def main() -> None:
    """Prints the cross-validated figures and writes the weights learnt from everything that may be read."""
    corpora = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("KHRONIKA_CORPORA", "../shared/corpora"))
    own, labelled = own_examples(), news(corpora)
    print(f"{len(own)} sentences of our own, {len(labelled)} snippets")
    for profile, figure in cross_validated(own, labelled).items():
        print(f"{profile}: weighted F1 {figure:.3f} by cross-validation")
    rows = [asked(text, profile) for profile in PROFILES for text, _ in own + labelled]
    model, names = learn(rows, [name for _ in PROFILES for _, name in own + labelled])
    weights = {name: [round(float(w), 2) for w in model.coef_[:, at]] for at, name in enumerate(names)}
    held = {
        "types": list(model.classes_),
        "intercepts": [round(float(w), 3) for w in model.intercept_],
        "features": {name: row for name, row in weights.items() if max(map(abs, row)) >= 0.1},
    }
    OUT.write_text(json.dumps(held, separators=(",", ":")) + "\n", "utf-8")
    print(f"{len(held['features'])} features written to {OUT.name}")


if __name__ == "__main__":
    main()
