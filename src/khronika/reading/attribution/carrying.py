"""How an attribution carries on: sentences that a speaker goes on saying without being named again.

"A woman explained that she saw people run. SHE SAW three killed." "According to the union, forty died. THEY ALSO
REPORT that the wards are full." A plain sentence of narrative that has no link back to the speaker is the author's
own, so that what nobody is named for is laid to nobody.
"""

from collections.abc import Sequence
from dataclasses import replace

from khronika.model.attribution import Basis, Stance
from khronika.model.span import Span
from khronika.reading.attribution.lexicon import Lexicon, lexicon
from khronika.reading.attribution.speakers import PERSONAL_PRONOUNS, PRONOUNS, Speaker
from khronika.reading.mentions import AttributionMention
from khronika.reading.sentence import Sentence, Token

_REACH = 6
"""Sentences over which an attribution may carry on."""

_POSSESSIVES = frozenset({"his", "their", "its", "him", "them"})
_OPENERS = frozenset({"and", "but", "then", "later", "afterwards", "also", "moreover", "there", "earlier", "meanwhile"})


def carry_on(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[AttributionMention], language: str = "en"
) -> list[AttributionMention]:
    """Attributions of sentences that belong to an earlier speaker, each `carried`, with that speaker's span as source.

    A sentence is carried where it follows one of the speaker's, in the same paragraph and under no other speaker, and
    a pronoun in its subject takes the speaker up: a witness who goes on telling what she saw or did, or a collective
    that goes on reporting. A list of demands that a colon opens carries on over the lines that follow. A narrative
    between two sentences of one speaker is carried too, where the later one says "also".
    """
    words = lexicon(language)
    by_sentence = _of_sentences(sentences, mentions)
    found: list[AttributionMention] = []
    speaker: AttributionMention | None = None
    left = 0
    for index, sentence in enumerate(sentences):
        own = by_sentence[index]
        if own:
            if speaker is not None and _same_witness(own, speaker) and not _paragraph_broken(sentences, index):
                found.append(_carried(speaker, sentence, words))
            else:
                speaker = _last_speaker(own)
            left = _REACH
            continue
        if speaker is None or sentence.heading or _paragraph_broken(sentences, index):
            listed = speaker if speaker is not None and not sentence.heading else None
            speaker = _next_line(text, sentence, sentences[index - 1], listed) if index else None
            if speaker is not None:
                found.append(_carried(speaker, sentence, words))
            continue
        left -= 1
        if left <= 0:
            speaker = None
        elif _takes_up(sentence, speaker, words):
            found.append(_carried(speaker, sentence, words))
            left = _REACH
        elif _also_says(sentences, by_sentence, index, speaker):
            found.append(_carried(speaker, sentence, words))
        else:
            speaker = None
    return found


def _of_sentences(
    sentences: Sequence[Sentence], mentions: Sequence[AttributionMention]
) -> list[list[AttributionMention]]:
    """The reports of each sentence, in order; a sentence that lies in a quotation counts as its speaker's."""
    found: list[list[AttributionMention]] = [[] for _ in sentences]
    pending = sorted((mention for mention in mentions if mention.reports), key=lambda mention: mention.cue[0])
    starts = [sentence.span for sentence in sentences]
    low = 0
    for mention in pending:
        while low < len(starts) and starts[low].end <= _first(mention):
            low += 1
        last = max(span.end for span in (*mention.cue, *mention.content))
        at = low
        while at < len(starts) and starts[at].start < last:
            found[at].append(mention)
            at += 1
    return found


def _first(mention: AttributionMention) -> int:
    return min(span.start for span in (*mention.cue, *mention.content))


def _last_speaker(own: Sequence[AttributionMention]) -> AttributionMention | None:
    """The one who holds the floor at the end of a sentence: the outermost speaker of its last attribution."""
    outer = [
        mention
        for mention in own
        if not any(
            other is not mention and any(piece.contains(mention.cue[0]) for piece in other.content) for other in own
        )
    ]
    last = outer[-1] if outer else own[-1]
    return last if last.source and last.stance is not Stance.DENIES else None


def _same_witness(own: Sequence[AttributionMention], speaker: AttributionMention) -> bool:
    """Whether a sentence holds nothing but what the speaker saw, under a pronoun: all of it is then the speaker's."""
    return all(
        mention.antecedent and mention.speaker == speaker.speaker and mention.basis is Basis.EYEWITNESS
        for mention in own
    )


def _paragraph_broken(sentences: Sequence[Sentence], index: int) -> bool:
    return index == 0 or sentences[index - 1].paragraph != sentences[index].paragraph


def _takes_up(sentence: Sentence, speaker: AttributionMention, words: Lexicon) -> bool:
    """Whether a pronoun for the speaker perceives something, or opens the sentence as one who reports or witnessed."""
    opening = _opening(sentence.tokens)
    known = Speaker((speaker.antecedent or speaker.source)[0], speaker.speaker, speaker.kind)
    for at, token in enumerate(sentence.tokens):
        if token.lower not in PRONOUNS or token.lower in _POSSESSIVES or not known.answers_to(token.lower):
            continue
        if _perceives(sentence, at, words):
            return True
        if at != opening:
            continue
        if token.lower in PERSONAL_PRONOUNS and speaker.basis is Basis.EYEWITNESS:
            return True
        verb = _verb_after(sentence, at)
        if verb is not None and verb.lemma in words.reporting:
            return True
    return False


def _perceives(sentence: Sentence, pronoun: int, words: Lexicon) -> bool:
    verb = _verb_after(sentence, pronoun)
    return verb is not None and Basis.EYEWITNESS in words.basis.get(verb.lemma, ())


def _verb_after(sentence: Sentence, pronoun: int) -> Token | None:
    return next((token for token in sentence.tokens[pronoun + 1 : pronoun + 5] if token.pos == "VERB"), None)


def _opening(tokens: Sequence[Token]) -> int | None:
    """Index of the first word that is no opener ("Then", "Later,")."""
    for index, token in enumerate(tokens[:5]):
        if token.lower not in _OPENERS and token.pos not in ("PUNCT", "ADV"):
            return index
    return None


def _also_says(
    sentences: Sequence[Sentence],
    by_sentence: Sequence[Sequence[AttributionMention]],
    index: int,
    speaker: AttributionMention,
) -> bool:
    """Whether the next sentence shows that the speaker never stopped: "They also report that ..."."""
    after = index + 1
    if after >= len(sentences) or sentences[after].paragraph != sentences[index].paragraph:
        return False
    return any(
        mention.speaker == speaker.speaker and mention.antecedent and _adds(sentences[after])
        for mention in by_sentence[after]
    )


def _adds(sentence: Sentence) -> bool:
    return any(token.lower in ("also", "further", "added", "adds", "moreover") for token in sentence.tokens[:6])


def _next_line(
    text: str, sentence: Sentence, before: Sentence, speaker: AttributionMention | None
) -> AttributionMention | None:
    """The speaker whose list of demands the line belongs to: a colon opened it, or the line before is in it."""
    if speaker is None or speaker.stance is not Stance.DEMANDS:
        return None
    opened = before.text.rstrip().endswith((":", ";", ","))
    in_list = speaker.carried and (sentence.text.rstrip().endswith((";", ",")) or len(sentence.text) < _LINE)
    return speaker if opened or in_list else None


_LINE = 220
"""Code points of a line that may still be an entry of a list."""


def _carried(speaker: AttributionMention, sentence: Sentence, words: Lexicon) -> AttributionMention:
    """The speaker's attribution with the sentence as its content."""
    span = sentence.span
    basis = speaker.basis
    if any(token.lower in PRONOUNS and _perceives(sentence, at, words) for at, token in enumerate(sentence.tokens)):
        basis = Basis.EYEWITNESS
    kind = "eyewitness" if basis is Basis.EYEWITNESS and speaker.kind in ("person", "group") else speaker.kind
    source = speaker.antecedent or speaker.source
    return replace(
        speaker,
        source=source,
        antecedent=(),
        cue=(),
        content=(Span(span.start, span.end),),
        basis=basis,
        kind=kind,
        carried=True,
    )
