"""From spans to mentions: who the speaker is, and how they stand to what they say."""

import re
from collections.abc import Sequence
from dataclasses import replace

from khronika.model.attribution import UNNAMED, Basis, Stance
from khronika.model.span import Span
from khronika.reading.attribution.laying import Laid
from khronika.reading.attribution.lexicon import Lexicon
from khronika.reading.attribution.speakers import (
    FIRST_PERSON,
    PERSONAL_PRONOUNS,
    PRONOUNS,
    RELATIVES,
    Speaker,
    basis_of,
    chain_of,
    kind_of,
    name_of,
    same_speaker,
)
from khronika.reading.mentions import AttributionMention

_MEMORY = 3
"""Paragraphs over which "he" or "she" may reach back; "they" and "it" reach back over one."""

_SPEAKERS = 300
"""Attributions back to which a speaker's fuller name is looked for."""

_NEAR = 4
"""Attributions before and after among which one that carries another is looked for."""

_SPOKEN_TO = re.compile(
    r"(?:(?:has |had |have )?(?:told|tells) |[^.,;]{0,40}? (?:in an interview with|speaking to|by telephone to) )"
    r"((?:the |a )?(?:[^\W_][\w+’'-]* ?){1,5}?)(?= ?(?:that|on|in|by|at|from|of|how|[,.:;“\"(]|$))"
)

_OFFICES = frozenset(
    {"official", "police", "military", "hospital", "union", "NGO", "organisation", "media", "company", "opposition",
     "group"}
)  # fmt: skip
_OFFICE_FIRST = re.compile(
    r"(?:\A|(?<=[.!?”\"] )|(?<=\n))(?P<office>The(?: [^\W\d_][\w-]*){1,5}?) "
    r"(?:has|have|had|is|was|were|will|put|puts|met|made|gave|found|sent|set|began|[^\W\d_]+ed|on [A-Z]\w+day)\b"
)
"""An office at the head of a sentence, up to its verb."""

_UNSURE = frozenset({"person", "group", "resident", "worker", "unnamed"})


def named(laid: Sequence[Laid], text: str, words: Lexicon) -> list[AttributionMention]:
    """A mention for every frame, pronouns resolved to the last speaker whom they fit."""
    known: list[tuple[int, Speaker]] = []
    found: list[AttributionMention] = []
    for one in laid:
        speaker, antecedent = _speaker(one, text, words, known)
        if speaker is None and one.frame.shape == "standing" and one.source and one.source.of(text).lower() in PRONOUNS:
            continue  # a number of somebody's own, and nobody known whose it is
        mention = _mention(one, text, words, speaker, antecedent)
        found.append(mention)
        if speaker is not None and one.source is not None:
            known.append((one.sentence.paragraph, speaker))
    return _with_carriers(found)


def _speaker(
    one: Laid, text: str, words: Lexicon, known: Sequence[tuple[int, Speaker]]
) -> tuple[Speaker | None, Span | None]:
    """Who speaks, and the span that names them where the source itself does not."""
    if one.source is None:
        return None, None
    name = name_of(one.source, text)
    lower = name.lower()
    if lower in RELATIVES:
        span = _phrase_before(one)
        if span is None:
            return None, None
        name = name_of(span, text)
        return Speaker(span, name, kind_of(name, words)), span
    if lower in PRONOUNS:
        reach = _MEMORY if lower in PERSONAL_PRONOUNS else 1
        for paragraph, speaker in reversed(known):
            if one.sentence.paragraph - paragraph > reach:
                break
            if speaker.answers_to(lower):
                return speaker, speaker.span
        return _of_subject(one, text, words) if lower in ("it", "they", "its", "their") else (None, None)
    kind = kind_of(name, words)
    for _, speaker in known[-_SPEAKERS:]:
        if lower not in FIRST_PERSON and speaker.kind == kind and _is_short_for(name, speaker.name):
            return Speaker(one.source, speaker.name, speaker.kind), None
    return Speaker(one.source, name, kind), None


def _of_subject(one: Laid, text: str, words: Lexicon) -> tuple[Speaker | None, Span | None]:
    """An office that the sentence right before begins with, though it is laid nothing there.

    "The interior ministry raised the toll. Eleven people were killed, it said."
    """
    assert one.source is not None  # a pronoun was found there
    opening = max(text.rfind("\n\n", 0, one.source.start), 0)
    found = list(_OFFICE_FIRST.finditer(text, opening, one.source.start))
    for office in reversed(found[-2:]):
        span = Span(*office.span("office"))
        name = name_of(span, text)
        kind = kind_of(name, words)
        if kind in _OFFICES:
            return Speaker(span, name, kind), span
    return None, None


def _is_short_for(name: str, full: str) -> bool:
    """Whether the name repeats an earlier one, or shortens a person's ("Orte" for "Milan Orte")."""
    if name.lower() == full.lower():
        return True
    capital = all(part[:1].isupper() for part in name.split())
    return capital and len(name) <= len(full) and same_speaker(name, full)


def _phrase_before(one: Laid) -> Span | None:
    """The noun phrase that a relative pronoun takes up."""
    source = one.frame.source
    if source is None or source.start == 0:
        return None
    tokens = one.sentence.tokens
    last = source.start - 1
    if tokens[last].lower == "," and last > 0:
        last -= 1
    first = last
    while first > 0 and tokens[first - 1].pos in ("NOUN", "PROPN", "ADJ", "DET", "NUM"):
        first -= 1
    if tokens[last].pos not in ("NOUN", "PROPN", "PRON"):
        return None
    return Span(tokens[first].start, tokens[last].end)


def _mention(
    one: Laid, text: str, words: Lexicon, speaker: Speaker | None, antecedent: Span | None
) -> AttributionMention:
    own = one.source.of(text) if one.source is not None else ""
    name = speaker.name if speaker is not None else own or UNNAMED
    kind = speaker.kind if speaker is not None else ("unnamed" if one.source is None else "person")
    seen = Basis.EYEWITNESS in words.basis.get(one.lemma, ()) and one.frame.shape in ("clause", "object")
    basis = basis_of(one.sentence, one.source, name if name != UNNAMED else "", words, one.content)
    if seen and not one.frame.negated:
        basis = Basis.EYEWITNESS
    if basis is Basis.EYEWITNESS and kind in _UNSURE and one.source is not None:
        kind = "eyewitness"
    return AttributionMention(
        source=(one.source,) if one.source is not None else (),
        cue=(one.cue,),
        content=tuple(one.content),
        stance=_stance(one, words),
        basis=basis,
        speaker=name,
        kind=kind,
        chain=(*_told(one, text, words), *chain_of(name, words)),
        antecedent=(antecedent,) if antecedent is not None else (),
        reports=_reports(one, words),
    )


def _stance(one: Laid, words: Lexicon) -> Stance:
    if one.frame.shape == "judged":
        return Stance.DOUBTS
    stance = words.stance_of(one.frame.phrase(one.sentence), one.sentence.tokens[one.frame.head].lemma)
    if one.frame.negated:
        if stance is Stance.DENIES:
            return Stance.ASSERTS
        if stance in (Stance.ASSERTS, Stance.ALLEGES, Stance.ESTIMATES):
            return Stance.DOUBTS
    return stance


def _reports(one: Laid, words: Lexicon) -> bool:
    """Whether the frame lays what is said to the source, rather than telling of their wish or judgement."""
    lemma, shape = one.sentence.tokens[one.frame.head].lemma, one.frame.shape
    if shape in ("judged", "standing", "according", "adverb", "quote", "noun clause"):
        return True
    if shape == "noun object" or one.frame.phrase(one.sentence) in words.phrases:
        return shape != "noun object"
    if shape == "passive":
        apart = len(one.content) > 1
        return lemma in (words.raised if apart else words.object_said)
    if shape == "object" or Basis.EYEWITNESS in words.basis.get(lemma, ()):
        return lemma in words.object_said
    if shape == "infinitive":
        return lemma in words.reporting
    return shape in ("clause", "fronted") and (lemma in words.reporting or lemma in words.belief)


def _with_carriers(found: list[AttributionMention]) -> list[AttributionMention]:
    """An attribution inside another's content reached us through that other's speaker: put them before its chain."""
    carried = list(found)
    for index, inner in enumerate(found):
        for outer in found[max(0, index - _NEAR) : index + _NEAR]:
            if outer is inner or not outer.reports or not outer.source or outer.speaker == inner.speaker:
                continue
            if any(piece.contains(inner.cue[0]) for piece in outer.content):
                chain = (*outer.chain, outer.speaker, *inner.chain)
                carried[index] = replace(inner, chain=tuple(dict.fromkeys(chain)))
                break
    return carried


def _told(one: Laid, text: str, words: Lexicon) -> tuple[str, ...]:
    """The medium that was spoken to: "told the Herald", "said in an interview with Harbour Radio"."""
    found = _SPOKEN_TO.match(text, one.cue.start, one.sentence.span.end)
    if found is None or kind_of(found.group(1), words) != "media":
        return ()
    return (found.group(1).strip(),)
