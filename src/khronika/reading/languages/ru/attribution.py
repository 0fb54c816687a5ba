"""Who says it, in Russian: "по словам", "сообщил", "заявил, что", quotations, passive reports, and how it carries on.

The nominative names the speaker and cases tell the rest, so that the reader goes by the words of a sentence and needs
no tree: a cue, the noun phrase beside it in the case that the cue wants, and what is left as the content.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from khronika.model.attribution import UNNAMED, Basis, Stance
from khronika.model.span import Span
from khronika.reading.languages.ru.naming import in_nominative
from khronika.reading.languages.ru.words import plain, word_list
from khronika.reading.lexicon import lexicon
from khronika.reading.mentions import AttributionMention
from khronika.reading.sentence import Sentence, Token

_PRONOUNS = frozenset({"он", "она", "они", "оно", "я", "мы"})
_LONGEST_SOURCE = 14
_STOPS = frozenset({",", ";", ":", "—", "–", "-", "(", ")", "«", "»", '"', "“", "”", ".", "!", "?"})
_NEAR = 6
_REACH = 6
"""Sentences over which an attribution may carry on."""


@cache
def _stances() -> dict[str, Stance]:
    data = lexicon("ru", "attribution")["verbs"]
    names = {name: Stance(name) if name != "sees" else Stance.ASSERTS for name in data}
    return {plain(verb): names[name] for name, verbs in data.items() for verb in verbs}


def find_attributions(text: str, sentences: Sequence[Sentence], within: bool = True) -> list[AttributionMention]:
    """Every attribution of the sentences that have tokens, in the order of the text."""
    del within
    found: list[AttributionMention] = []
    speaker: AttributionMention | None = None
    for sentence in sentences:
        for laid in _in_sentence(sentence):
            laid = _with_antecedent(text, laid, speaker)
            found.append(laid)
            if laid.speaker != UNNAMED:
                speaker = laid
    return found


def _in_sentence(sentence: Sentence) -> Iterator[AttributionMention]:
    if not sentence.tokens:
        return
    according = list(_according(sentence))
    yield from according
    saying = list(_saying(sentence))
    yield from saying
    if not according and not saying:
        yield from _unnamed(sentence)


def _according(sentence: Sentence) -> Iterator[AttributionMention]:
    """ "по словам губернатора", "по данным МВД", "согласно бюллетеню"."""
    tokens = sentence.tokens
    data = lexicon("ru", "attribution")["according"]
    for at, token in enumerate(tokens[:-1]):
        if token.lower == "по" and tokens[at + 1].lemma in data["nouns"] and tokens[at + 1].case in ("Dat", ""):
            first, noun, case = at + 2, tokens[at + 1].lemma, "Gen"
        elif token.lower in data["prepositions"]:
            first, noun, case = at + 1, "", "Dat"
        else:
            continue
        source = _phrase(tokens, first, case)
        if not source:
            continue
        stance = next((Stance(name) for name in ("estimates", "alleges") if noun in data[name]), Stance.ASSERTS)
        cue = Span(token.start, tokens[first - 1].end)
        laid = _laid(sentence, source, cue, _rest(sentence, at, source[-1] + 1), stance)
        named = in_nominative([tokens[word] for word in source])
        yield replace(laid, speaker=named) if named else laid


def _saying(sentence: Sentence) -> Iterator[AttributionMention]:
    """ "губернатор заявил, что ...", "..., сообщил губернатор", "«...», — рассказала продавщица"."""
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        stance = _stances().get(token.lemma)
        if stance is None or token.pos != "VERB" or token.tag not in ("VBD", "VBZ"):
            continue
        if any(t.lower == "не" for t in tokens[max(0, at - 1) : at]):
            continue
        seen = token.lemma in word_list("attribution", "verbs.sees")
        source = _subject_of(tokens, at)
        house = range(0) if source else _house(tokens, at)
        if not source and not house:
            continue
        content = _content(sentence, at, source or house)
        if content is None:
            continue
        laid = _laid(sentence, source or house, Span(token.start, token.end), [content], stance)
        if house and (named := in_nominative([tokens[word] for word in house])):
            laid = replace(laid, speaker=named)
        yield replace(laid, basis=Basis.EYEWITNESS, kind=_as_witness(laid.kind)) if seen else laid


def _as_witness(kind: str) -> str:
    return "eyewitness" if kind in ("person", "group", "resident") else kind


def _subject_of(tokens: Sequence[Token], verb: int) -> range:
    """The speaker: a noun phrase in the nominative right behind the verb, else the nearest before it."""
    behind = _past_the_day(tokens, verb + 1)
    if behind < len(tokens) and tokens[behind].case in ("Nom", "") and _may_speak(tokens[behind]):
        return _phrase(tokens, behind, "Nom")
    for at in range(verb - 1, max(-1, verb - _NEAR - 6), -1):
        if tokens[at].text in (";", ":", "»", "”", "!", "?"):
            break
        if tokens[at].case == "Nom" and _may_speak(tokens[at]) and tokens[at].pos in ("NOUN", "PROPN", "PRON"):
            first = at
            while first and _belongs_before(tokens, first):
                first -= 1
            return range(first, _end_of(tokens, first, verb))
    return range(0)


def _house(tokens: Sequence[Token], verb: int) -> range:
    """The house in which several say something, and nobody is named: "сообщили в пятницу В МЧС"."""
    behind = _past_the_day(tokens, verb + 1)
    if behind >= len(tokens) or tokens[behind].lower not in ("в", "во") or not tokens[verb].lower.endswith("ли"):
        return range(0)
    house = _phrase(tokens, behind + 1, "Loc")
    if house and house.stop < len(tokens) and tokens[house.stop].text == "«":  # what the house is called
        closing = range(house.stop + 1, min(len(tokens), house.stop + _LONGEST_SOURCE))
        return range(house.start, next((at + 1 for at in closing if tokens[at].text == "»"), house.stop))
    return house


def _past_the_day(tokens: Sequence[Token], at: int) -> int:
    """Behind the words for the day and the hour of the saying: "сообщил В СУББОТУ ВЕЧЕРОМ мэр"."""
    while at < len(tokens) and tokens[at].text not in _STOPS:
        if _opens_a_day(tokens, at):
            at += 2
        elif tokens[at].pos in ("PART", "ADV") or _is_part_of_day(tokens[at]):
            at += 1
        else:
            break
    return at


def _is_part_of_day(token: Token) -> bool:
    return token.case == "Ins" and token.lemma in word_list("people", "day_parts")


def _opens_a_day(tokens: Sequence[Token], at: int) -> bool:
    """Whether "в" and the name of a day stand there."""
    day = at + 1 < len(tokens) and tokens[at + 1].lemma in word_list("people", "calendar")
    return day and tokens[at].lower in ("в", "во")


def _may_speak(token: Token) -> bool:
    return token.pos in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET") and token.text not in _STOPS


def _belongs_before(tokens: Sequence[Token], at: int) -> bool:
    before = tokens[at - 1]
    agrees = before.pos in ("ADJ", "DET", "NUM") and before.case in ("Nom", "")
    named = before.pos in ("NOUN", "PROPN") and before.case == "Nom" and tokens[at].pos in ("PROPN", "NOUN")
    return (agrees or named) and before.text not in _STOPS


def _end_of(tokens: Sequence[Token], first: int, limit: int) -> int:
    """Where a noun phrase ends that begins at `first`: at a mark, a verb or a preposition that opens no part of it."""
    at = first + 1
    while at < min(limit, first + _LONGEST_SOURCE) and at < len(tokens):
        token = tokens[at]
        if token.text in _STOPS or token.pos in ("VERB", "AUX", "SCONJ", "CCONJ"):
            break
        if (
            token.pos == "ADV"
            or _opens_a_day(tokens, at)
            or (token.pos == "ADP" and token.lower not in ("по", "из", "в"))
        ):
            break
        at += 1
    while at - 1 > first and tokens[at - 1].pos in ("ADP", "PART"):
        at -= 1
    return at


def _phrase(tokens: Sequence[Token], first: int, case: str) -> range:
    """The noun phrase that begins at `first` in a case; empty where none does."""
    head = first
    while head < len(tokens) and tokens[head].pos in ("ADJ", "DET", "NUM") and head - first < 4:
        head += 1
    if head >= len(tokens) or tokens[head].pos not in ("NOUN", "PROPN", "PRON", "X"):
        return range(0)
    fits = tokens[head].case in (case, "") or (case == "Gen" and tokens[head].case == "Acc")
    if not fits and not tokens[head].text.isupper() and head == first:
        return range(0)
    last = _end_of(tokens, head, len(tokens))
    apposed = last + 1 < len(tokens) and tokens[last].text == "," and tokens[last + 1].pos == "PROPN"
    return range(first, _end_of(tokens, last + 1, len(tokens)) if apposed and tokens[last + 1].name == "PER" else last)


def _content(sentence: Sentence, verb: int, source: range) -> Span | None:
    """What is said: the clause behind "что", the words before a cue that ends the sentence, else the rest."""
    tokens = sentence.tokens
    after = max(verb, source[-1]) + 1
    opened = after < len(tokens) and tokens[after].text in (",", ":")
    begins = after + 1 < len(tokens) and tokens[after + 1].lower in ("что", "будто", "как", "чтобы", "«", "“", '"')
    if opened and (begins or tokens[after].text == ":"):
        return _trimmed(tokens, after + 1, len(tokens))
    before = min(verb, source[0])
    if before > 1 and (tokens[before - 1].text in (",", "—", "–", "-", "»") or tokens[before - 1].lower == "как"):
        if tokens[before - 1].lower == "как":
            return _trimmed(tokens, after, len(tokens)) or _trimmed(tokens, 0, before - 1)
        return _trimmed(tokens, 0, before)
    if before == 1 and tokens[0].lower == "как":
        return _trimmed(tokens, after, len(tokens))
    if after < len(tokens) and tokens[after].text not in (".", "!", "?"):
        return _trimmed(tokens, after, len(tokens))
    return None


def _trimmed(tokens: Sequence[Token], first: int, stop: int) -> Span | None:
    while first < stop and tokens[first].text in _STOPS - {"«", "“", '"', "("}:
        first += 1
    while stop > first and tokens[stop - 1].text in _STOPS - {"»", "”", '"', ")"}:
        stop -= 1
    return Span(tokens[first].start, tokens[stop - 1].end) if stop > first else None


def _rest(sentence: Sentence, first: int, stop: int) -> list[Span]:
    """The sentence without the words of the attribution."""
    pieces = [_trimmed(sentence.tokens, 0, first), _trimmed(sentence.tokens, stop, len(sentence.tokens))]
    return [piece for piece in pieces if piece is not None and piece.end - piece.start > 3]


def _laid(sentence: Sentence, source: range, cue: Span, content: list[Span], stance: Stance) -> AttributionMention:
    tokens = sentence.tokens
    span = sentence.span_of(source)
    words = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
    kind = kind_of([tokens[at] for at in source])
    basis = lexicon("ru", "attribution")["basis"].get(kind)
    return AttributionMention(
        source=(span,), cue=(cue,), content=tuple(content), stance=stance,
        basis=Basis(basis) if basis else Basis.NOT_STATED, speaker=words, kind=kind,
    )  # fmt: skip


def kind_of(words: Sequence[Token]) -> str:
    """The kind of a source by its nouns, the first noun before the others; a name alone is a person."""
    kinds = {plain(noun): kind for kind, nouns in lexicon("ru", "attribution")["kinds"].items() for noun in nouns}
    for token in words:
        known = kinds.get(token.lemma) or kinds.get(token.lower)
        if known:
            return str(known)
    if any(token.name == "PER" for token in words) or all(token.pos in ("PROPN", "PRON") for token in words):
        return "person"
    if any(token.name == "ORG" for token in words):
        return "organisation"
    return "group" if words and words[0].tag == "NNS" else "person"


def _unnamed(sentence: Sentence) -> Iterator[AttributionMention]:
    """ "Сообщается, что ...", "говорят, что ...", "по слухам"."""
    lowered = plain(sentence.text)
    listed = lexicon("ru", "attribution")["unnamed"]
    for words in sorted(map(plain, listed["words"]), key=lambda one: (-len(one), one)):
        at = lowered.find(words)
        if at < 0 or (at and lowered[at - 1].isalnum()) or lowered[at + len(words) : at + len(words) + 1].isalnum():
            continue
        cue = Span(sentence.span.start + at, sentence.span.start + at + len(words))
        behind = sentence.tokens_in(Span(cue.end, sentence.span.end))
        content = _trimmed(sentence.tokens, behind.start, behind.stop)
        if content is None:
            continue
        hearsay = words in map(plain, listed["hearsay"])
        yield AttributionMention(
            source=(), cue=(cue,), content=(content,), stance=Stance.ASSERTS,
            basis=Basis.HEARSAY if hearsay else Basis.NOT_STATED, speaker=UNNAMED, kind="unnamed",
        )  # fmt: skip
        return


def _with_antecedent(text: str, laid: AttributionMention, speaker: AttributionMention | None) -> AttributionMention:
    """A pronoun with the speaker named before it."""
    if not laid.source or plain(laid.source[0].of(text)) not in _PRONOUNS:
        return laid
    if plain(laid.source[0].of(text)) in ("я", "мы") or speaker is None:
        return replace(laid, reports=speaker is not None and plain(laid.source[0].of(text)) not in ("я", "мы"))
    named = speaker.antecedent or speaker.source
    return replace(laid, antecedent=named, speaker=speaker.speaker, kind=speaker.kind)


def carry_on(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[AttributionMention]
) -> list[AttributionMention]:
    """Attributions of sentences that go on with an earlier speaker: a pronoun that tells what it saw, a quotation."""
    found: list[AttributionMention] = []
    speaker: AttributionMention | None = None
    left = 0
    for index, sentence in enumerate(sentences):
        own = [one for one in mentions if sentence.span.overlaps(one.cue[0]) and one.reports]
        if own:
            speaker, left = (own[-1] if own[-1].source else None), _REACH
            continue
        broken = index == 0 or sentences[index - 1].paragraph != sentence.paragraph
        left -= 1
        if speaker is None or broken or sentence.heading or left <= 0 or not _takes_up(sentence, speaker):
            speaker = None
            continue
        seen = any(token.lemma in word_list("attribution", "verbs.sees") for token in sentence.tokens)
        basis = Basis.EYEWITNESS if seen else speaker.basis
        found.append(
            replace(
                speaker,
                basis=basis,
                kind=_as_witness(speaker.kind) if seen else speaker.kind,
                source=speaker.antecedent or speaker.source,
                antecedent=(),
                cue=(),
                content=(sentence.span,),
                carried=True,
            )
        )
    return found


def _takes_up(sentence: Sentence, speaker: AttributionMention) -> bool:
    """Whether the sentence opens with a pronoun for a witness, or with a quotation mark."""
    opening = next((t for t in sentence.tokens[:3] if t.text not in _STOPS), None)
    if opening is None:
        return False
    quoted = sentence.text.lstrip()[:1] in '«“"'
    witness = speaker.basis is Basis.EYEWITNESS and opening.lower in _PRONOUNS
    return quoted or witness or opening.lower in ("я", "мы")
