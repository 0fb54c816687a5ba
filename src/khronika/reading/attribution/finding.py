"""Who says what: every attribution of a text.

The method: each word of the lexicon opens a frame (cue, source, content) by grammar; a logistic regression over
words and shapes, trained on PolNeAR (Newell, Margolin and Ruths 2018), decides which frames are attributions in its
sense; rules add the constructions of casualty reporting that political news hardly has.
"""

from collections.abc import Sequence

from khronika.model.attribution import Basis
from khronika.model.span import Span
from khronika.reading.attribution.deciding import weights
from khronika.reading.attribution.features import features, nested
from khronika.reading.attribution.following import join_quotes
from khronika.reading.attribution.laying import Laid, Page, lay, stamp_in
from khronika.reading.attribution.lexicon import Lexicon, lexicon
from khronika.reading.attribution.naming import named
from khronika.reading.attribution.parsed import parsed_frames
from khronika.reading.attribution.quotes import quotes
from khronika.reading.attribution.standing import standing_frames
from khronika.reading.attribution.unparsed import unparsed_frames
from khronika.reading.mentions import AttributionMention
from khronika.reading.sentence import Sentence

_PLAIN = 0.2
"""Probability from which a plain report is believed; political news, which the weights come from, has rarer ones."""


def find_attributions(
    text: str, sentences: Sequence[Sentence], language: str = "en", *, within: bool = False
) -> list[AttributionMention]:
    """Every attribution of the text, in the order of its cues; sentences without tokens hold none.

    Spans are marked as PolNeAR marks them: the source with its relative clauses, the cue with its auxiliaries,
    the content with "that" and its quotation marks. A pronoun stays the source; `antecedent` tells who it is.
    within: also those inside what another speaker said ("the radio reported that A NURSE HAD SAID that ..."), which
    PolNeAR does not mark and a chain of carriers needs.

    Raises: VocabularyError or ModelError where the lexicon or the weights are damaged.
    """
    words = lexicon(language)
    page = Page(text, quotes(text))
    laid: list[Laid] = []
    for sentence in sentences:
        if sentence.tokens:
            laid.extend(_accepted(sentence, page, words, within=within))
    laid.sort(key=lambda one: one.cue)
    join_quotes(laid, sentences, page)
    return named(laid, text, words)


def _accepted(sentence: Sentence, page: Page, words: Lexicon, *, within: bool = False) -> list[Laid]:
    """The frames of one sentence that are attributions."""
    certain = [lay(sentence, frame, page) for frame in standing_frames(sentence, words)]
    taken = {index for one in certain for index in one.frame.cue}
    candidates = [one for one in laid_frames(sentence, page, words) if one.frame.head not in taken]
    if not candidates:
        return certain
    model = weights("parsed" if sentence.parsed else "unparsed")
    for one, inner in zip(candidates, nested(candidates), strict=True):
        plain = _plain(one, page, words)
        probability = model.probability(features(one, inner, page, words))
        wanted = within if inner else probability >= _PLAIN
        if probability >= model.threshold or (plain and wanted):
            certain.append(one)
    return certain


def _plain(one: Laid, page: Page, words: Lexicon) -> bool:
    """Whether somebody saw it, or said it or believes it in a clause with "that", which leaves little doubt."""
    if one.source is None or not one.content:
        return False
    if Basis.EYEWITNESS in words.basis.get(one.lemma, ()) and one.frame.shape in ("clause", "object"):
        return one.sentence.tokens[one.frame.head].tag == "VBD"
    if one.frame.shape != "clause":
        return False
    said = one.lemma in words.reporting or one.lemma in words.belief
    return said and page.text.startswith("that ", one.content[0].start)


def laid_frames(sentence: Sentence, page: Page, words: Lexicon) -> list[Laid]:
    """Every candidate of a sentence with its spans, before it is decided which of them are attributions."""
    frames = parsed_frames(sentence, words) if sentence.parsed else unparsed_frames(sentence, words)
    found = [lay(sentence, frame, page) for frame in frames]
    said = [one for one in found if one.lemma not in words.quoting or any(map(page.touching, one.content))]
    return [one for one in said if not _told_by_a_heading(one, page, words)]


def _told_by_a_heading(one: Laid, page: Page, words: Lexicon) -> bool:
    """ "14/3 18:00 GMT: Rally in Orun, shots HEARD in Vidre": the words behind a stamp are what was heard, not who."""
    if one.frame.source is None or not len(one.frame.source):
        return False
    sentence, perceived = one.sentence, Basis.EYEWITNESS in words.basis.get(one.lemma, ())
    source = sentence.span_of(one.frame.source)
    if stamp_in(source, page.text) is not None:
        return perceived or one.source is None
    headed = sentence.heading or stamp_in(Span(sentence.span.start, source.start), page.text) is not None
    passive = sentence.tokens[one.frame.head].tag == "VBN"
    return perceived and headed and passive and not any(sentence.tokens[at].pos == "AUX" for at in one.frame.cue)


def cue_words(language: str = "en") -> frozenset[str]:
    """Dictionary forms that may be a cue: a sentence without any of them, and without a quotation, holds none."""
    words = lexicon(language)
    return frozenset({*words.verbs, *words.nouns, *words.adverbs, *words.doubting})
