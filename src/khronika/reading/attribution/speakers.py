"""Who a source is: its kind, its name in the text, what its knowledge rests on, and through whom we hear it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from khronika.model.attribution import UNNAMED, Basis
from khronika.model.span import Span
from khronika.reading.attribution.lexicon import Lexicon
from khronika.reading.sentence import Sentence

PLURAL_PRONOUNS = frozenset({"they", "them", "their"})
PERSONAL_PRONOUNS = frozenset({"he", "she", "him", "her", "his"})
FIRST_PERSON = frozenset({"we", "our", "us", "i", "my"})
PRONOUNS = PLURAL_PRONOUNS | PERSONAL_PRONOUNS | frozenset({"it", "its"})
RELATIVES = frozenset({"who", "which", "that", "whom"})

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_HUMAN = frozenset({"person", "eyewitness", "relative", "resident", "insider", "worker", "activist", "expert"})
_ADJECTIVES_TOO = frozenset({"general", "major"})
_NO_HUMAN = frozenset({"document", "organisation", "police", "union", "media", "company", "NGO"})
_FEMALE = frozenset({"woman", "women", "girl", "mother", "wife", "widow", "sister", "daughter", "aunt", "mrs", "ms"})
_MALE = frozenset({"man", "boy", "father", "husband", "brother", "son", "uncle", "mr"})
_PLURAL_ENDS = re.compile(r"[^\W_]{2,}[^s]s$|^(?:people|police|men|women|staff|many|some|others|both|media)$")


_RELATIVE_CLAUSE = re.compile(r",?\s+(?:who|whom|whose|which)\b.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker in play: where they were last named, under which words, and of what kind."""

    span: Span
    name: str
    kind: str

    def answers_to(self, pronoun: str) -> bool:
        """Whether a pronoun may stand for this speaker, as far as number and gender are known."""
        words = [part for word in _words(self.name) for part in word.split("-")]
        head = _head(_words(self.name))
        plural = bool(_PLURAL_ENDS.search(head)) or " and " in self.name
        human = self.kind in _HUMAN
        if pronoun in PLURAL_PRONOUNS:
            return plural or self.kind in ("police", "media", "organisation", "hospital", "union", "opposition")
        if pronoun in ("it", "its"):
            return not plural and not (human or _FEMALE & set(words) or _MALE & set(words))
        if plural and head not in _FEMALE | _MALE:
            return False
        if pronoun in ("she", "her"):
            return not _MALE & set(words) and self.kind not in _NO_HUMAN
        return not _FEMALE & set(words) and self.kind not in _NO_HUMAN


def kind_of(words: str, lexicon: Lexicon) -> str:
    """The kind of source that the words name; "person" for a bare name, "group" or "organisation" where unknown.

    The words of the phrase before a relative clause or a participle count ("a woman interviewed on the TV channel" is
    no medium), unless none of them tells.
    """
    if not words:
        return "unnamed"
    tokens = _words(words)
    if not tokens:
        return "unnamed"
    if tokens[0] in FIRST_PERSON:
        return "author"
    near = _before_carrier(tokens, lexicon)
    behind = _kind_behind(tokens, lexicon)
    if behind is not None:
        return behind
    for part in (_core(near), near, tokens):
        best: tuple[int, str] | None = None
        joined = " ".join(part)
        for phrase, kind in lexicon.phrase_kinds.items():
            if phrase in joined and (best is None or kind < best):
                best = kind
        for token in part:
            if token in _ADJECTIVES_TOO and re.search(rf"(?i:\b{token}) [a-z]", words):
                continue
            found = lexicon.kinds.get(token) or lexicon.kinds.get(_singular(token))
            if found is not None and (best is None or found < best):
                best = found
        if best is not None:
            return best[1]
    capitals = [word for word in _WORD.findall(words) if word[0].isupper()]
    if capitals and len(capitals) == len(tokens):
        return "organisation" if words.isupper() and len(words) > 1 else "person"
    if capitals and capitals[-1].lower() == tokens[-1]:
        return "organisation" if tokens[0] == "the" else "person"
    return "group"


def basis_of(sentence: Sentence, source: Span | None, words: str, lexicon: Lexicon, said: Sequence[Span]) -> Basis:
    """What the speaker's knowledge rests on, by the words of the source and by "I saw" in what is said."""
    for word in _words(words):
        for basis in lexicon.basis.get(word, ()) or lexicon.basis.get(_singular(word), ()):
            if basis is not Basis.HEARSAY:
                return basis
    for token_index, token in enumerate(sentence.tokens):
        bases = lexicon.basis.get(token.lemma)
        if bases is None or Basis.EYEWITNESS not in bases or token.pos != "VERB":
            continue
        if not any(span.start <= token.start < span.end for span in said):
            continue
        before = {word.lower for word in sentence.tokens[max(0, token_index - 4) : token_index]}
        if before & (PERSONAL_PRONOUNS | PLURAL_PRONOUNS | {"i", "we"}) and not before & {"not", "n't", "never"}:
            return Basis.EYEWITNESS
    return Basis.NOT_STATED


def chain_of(words: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The carriers that the source's own words name: "a woman interviewed on the TV channel" -> ("the TV channel",)."""
    found = []
    for match in _WORD.finditer(words):
        if match.group().lower() not in lexicon.carriers:
            continue
        rest = words[match.end() :].strip(" ,")
        preposition, _, carrier = rest.partition(" ")
        if preposition.lower() in ("on", "by", "in", "to", "with", "for") and carrier:
            found.append(carrier.strip(" ,"))
    return tuple(found)


def name_of(span: Span | None, text: str) -> str:
    """The words of a source without a relative clause or a possessive ending; `UNNAMED` where there is none."""
    if span is None:
        return UNNAMED
    words = _RELATIVE_CLAUSE.sub("", span.of(text)).strip(" ,") or span.of(text).strip(" ,")
    for ending in ("’s", "'s"):
        if words.endswith(ending):
            return words[: -len(ending)]
    return words.rstrip("’'") if words.endswith(("s’", "s'")) else words


def same_speaker(one: str, other: str) -> bool:
    """Whether a short form names the speaker ("Orte" after "Milan Orte", "the minister" after "Minister Orte")."""
    first, second = set(_words(one)) - {"the", "a", "an"}, set(_words(other)) - {"the", "a", "an"}
    if not first or not second:
        return False
    return first <= second or second <= first


def _kind_behind(tokens: list[str], lexicon: Lexicon) -> str | None:
    """The kind of those from whom a report is ("reports from worker activists")."""
    for index, token in enumerate(tokens[1:], 1):
        if token in ("from", "by"):
            head = lexicon.kinds.get(_singular(tokens[index - 1])) or lexicon.kinds.get(tokens[index - 1])
            behind = " ".join(tokens[index + 1 :])
            if head is not None and head[1] == "document" and behind:
                kind = kind_of(behind, lexicon)
                return kind if kind not in ("group", "person", "organisation") else None
    return None


def _words(words: str) -> list[str]:
    return [match.group().lower().removesuffix("’s").removesuffix("'s") for match in _WORD.finditer(words)]


def _before_carrier(tokens: list[str], lexicon: Lexicon) -> list[str]:
    for index, token in enumerate(tokens):
        if index and (token in lexicon.carriers or token in RELATIVES):
            return tokens[:index]
    return tokens


def _core(tokens: list[str]) -> list[str]:
    """The words before the first preposition: what the source is, not where it is from or about whom."""
    for index, token in enumerate(tokens):
        if index and token in ("in", "from", "at", "near", "on", "with", "by", "to"):
            return tokens[:index]
    return tokens


def _head(words: list[str]) -> str:
    core = _core(words)
    for index, word in enumerate(core):
        if index and word in ("of", "for"):
            return core[index - 1]
    return core[-1] if core else ""


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("men") and len(word) > 3:
        return word[:-3] + "man"
    if word.endswith(("sses", "shes", "ches")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
