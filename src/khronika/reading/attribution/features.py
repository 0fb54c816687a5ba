"""What the decision whether a frame is an attribution looks at: single words and the shape of the frame."""

from collections.abc import Sequence

from khronika.reading.attribution.laying import Laid, Page
from khronika.reading.attribution.lexicon import Lexicon

_CLAUSES = frozenset({"clause", "fronted", "quote"})


def nested(laid: Sequence[Laid]) -> list[bool]:
    """For each frame of one sentence, whether its cue stands in the content of another that gives speech."""
    found = []
    for one in laid:
        at = one.cue.start
        found.append(
            any(
                other is not one
                and other.frame.shape in _CLAUSES
                and any(piece.start <= at < piece.end for piece in other.content)
                for other in laid
            )
        )
    return found


def features(laid: Laid, inner: bool, page: Page, words: Lexicon) -> list[str]:
    """Names of the features that hold for a frame; inner: its cue stands in the content of another."""
    frame, tokens = laid.frame, laid.sentence.tokens
    head = tokens[frame.head]
    lemma, shape = head.lemma, frame.shape
    tag = head.tag if head.pos == "VERB" or shape.startswith("noun") else "VBP"
    quoted = page.inside(laid.cue.start) is not None
    speaker = _speaker(laid)
    above = tokens[head.head].lemma if head.head >= 0 and head.head != frame.head else "none"
    first, touches = "none", False
    if laid.content:
        piece = laid.content[-1]
        first = page.text[piece.start : piece.start + 24].split(None, 1)[0].lower() if piece.end > piece.start else ""
        touches = bool(page.touching(piece))
    before = tokens[frame.cue.start - 1].lower if frame.cue.start else "<s>"
    first_cue = tokens[frame.cue.start].lower
    said = lemma in words.reporting
    return [
        "lemma " + lemma,
        "shape " + shape,
        "lemma shape " + lemma + " " + shape,
        "place " + frame.place,
        "place shape " + frame.place + " " + shape,
        "tag " + tag,
        "lemma tag " + lemma + " " + tag,
        "speaker " + speaker,
        "shape speaker " + shape + " " + speaker.partition(" ")[0],
        "lemma speaker " + lemma + " " + speaker.partition(" ")[0],
        f"quoted {quoted} {inner}",
        f"inner {inner} {said}",
        f"quote {touches} {said}",
        "first " + first,
        "before " + before,
        "auxiliary " + first_cue,
        "above " + frame.place + " " + above,
        f"pieces {len(laid.content)}",
        f"passive {frame.passive} {said}",
        f"negated {frame.negated}",
        f"said shape {said} {shape}",
        f"length {min(4, sum(piece.end - piece.start for piece in laid.content) // 20)}",
    ]


def _speaker(laid: Laid) -> str:
    source = laid.frame.source
    if source is None or not len(source):
        return "none"
    tokens = laid.sentence.tokens
    last = tokens[source[-1]]
    if len(source) == 1 and last.pos == "PRON":
        return "pronoun " + last.lower
    if len(source) == 1 and last.pos == "DET":
        return "pronoun " + last.lower
    head = last
    for index in source:
        token = tokens[index]
        if not source.start <= token.head < source.stop:
            head = token
            break
    if head.pos == "PROPN":
        return "name"
    return head.pos.lower() + " " + head.lemma
