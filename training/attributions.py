"""Train the decision whether a frame is an attribution, on the development articles of PolNeAR.

    python training/attributions.py CORPUS/polnear/articles.jsonl.gz

Writes ``src/khronika/reading/attribution/weights/{parsed,unparsed}.json``: weights of single words and shapes, no text.
Articles whose SHA-256 ends in a hexadecimal digit below 5 are never read. Of the others a fifth chooses the threshold;
the weights are then trained on all of them. The same corpus gives the same bytes.
"""

import gzip
import hashlib
import json
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from khronika.model.span import Span
from khronika.reading.analysis import Profile, analyse
from khronika.reading.attribution.features import features, nested
from khronika.reading.attribution.finding import laid_frames
from khronika.reading.attribution.laying import Laid, Page
from khronika.reading.attribution.lexicon import lexicon
from khronika.reading.attribution.quotes import quotes
from khronika.reading.segmentation import segment
from khronika.reading.sentence import Sentence

EPOCHS = 8
RATE = 0.25
SHRINK = 5e-4
RARE = 3
THRESHOLDS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
WEIGHTS = Path(__file__).parents[1] / "src/khronika/reading/attribution/weights"

Example = tuple[list[str], Laid, bool]
Article = Mapping[str, Any]


def unread(doc_id: str) -> bool:
    """Whether an article is kept for scoring alone."""
    return hashlib.sha256(doc_id.encode()).hexdigest()[-1] in "01234"


def examples(article: Article, sentences: Sequence[Sentence]) -> Iterator[Example]:
    """Every frame of an article, and whether its cue is one that people marked."""
    text, words = article["text"], lexicon()
    page = Page(text, quotes(text))
    marked = {
        offset
        for attribution in article["attributions"]
        for cue in attribution["cue"]
        for offset in range(cue["start"], cue["end"])
    }
    for sentence in sentences:
        laid = laid_frames(sentence, page, words)
        for one, inner in zip(laid, nested(laid), strict=True):
            yield features(one, inner, page, words), one, sentence.tokens[one.frame.head].start in marked


def trained(data: Sequence[Example]) -> dict[str, float]:
    """Weights of a logistic regression by AdaGrad (Duchi, Hazan and Singer 2011), features seen thrice or more."""
    seen = Counter(name for names, _, _ in data for name in names)
    rows = [(["", *(name for name in names if seen[name] >= RARE)], marked) for names, _, marked in data]
    weight: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(lambda: 1e-2)
    order = random.Random(7)
    for _ in range(EPOCHS):
        order.shuffle(rows)
        for names, marked in rows:
            total = sum(weight[name] for name in names)
            error = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))) - marked
            for name in names:
                slope = error + SHRINK * weight[name]
                squares[name] += slope * slope
                weight[name] -= RATE * slope / math.sqrt(squares[name])
    return {name: round(value, 3) for name, value in sorted(weight.items()) if abs(value) >= 0.01}


def exact(
    articles: Sequence[tuple[Article, list[Example]]], weight: Mapping[str, float], threshold: float
) -> dict[str, float]:
    """Exact-match F1 of source, cue and content at a threshold."""
    counts: Counter[tuple[str, str]] = Counter()
    for article, rows in articles:
        got: dict[str, set[tuple[Span, ...]]] = {"source": set(), "cue": set(), "content": set()}
        for names, one, _ in rows:
            total = weight.get("", 0.0) + sum(weight.get(name, 0.0) for name in names)
            if 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))) < threshold:
                continue
            got["cue"].add((one.cue,))
            got["source"] |= {(one.source,)} if one.source else set()
            got["content"] |= {tuple(one.content)} if one.content else set()
        for part, found in got.items():
            gold = {tuple(sorted(Span(x["start"], x["end"]) for x in row[part])) for row in article["attributions"]}
            gold.discard(())
            counts.update({(part, "gold"): len(gold), (part, "found"): len(found), (part, "both"): len(gold & found)})
    return {
        part: round(2 * counts[part, "both"] / max(1, counts[part, "gold"] + counts[part, "found"]), 4)
        for part in ("source", "cue", "content")
    }


def main(path: str) -> None:
    """Train both profiles."""
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        articles = [row for row in map(json.loads, handle) if not unread(row["doc_id"])]
    profiles: tuple[tuple[str, Profile], ...] = (("parsed", "full"), ("unparsed", "fast"))
    for name, profile in profiles:
        rows = [(article, list(examples(article, analyse(segment(article["text"]), profile)))) for article in articles]
        train(name, rows)


def train(name: str, rows: Sequence[tuple[Article, list[Example]]]) -> None:
    """Choose the threshold on a fifth, train on all, write the weights."""
    kept = [int(hashlib.sha256(article["doc_id"].encode()).hexdigest()[:8], 16) % 5 == 0 for article, _ in rows]
    part = trained([row for (_, data), out in zip(rows, kept, strict=True) if not out for row in data])
    fifth = [row for row, out in zip(rows, kept, strict=True) if out]
    scores = {threshold: exact(fifth, part, threshold) for threshold in THRESHOLDS}
    best = max(scores, key=lambda threshold: sum(scores[threshold].values()))
    print(name, best, scores[best])
    weight = trained([row for _, data in rows for row in data])
    WEIGHTS.mkdir(exist_ok=True)
    body = json.dumps({"threshold": best, "weights": weight}, ensure_ascii=False, indent=0, sort_keys=True)
    (WEIGHTS / f"{name}.json").write_text(body + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
