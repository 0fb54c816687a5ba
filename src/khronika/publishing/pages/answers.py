"""What is said against a figure: by whom, in the sentence that says it."""

from dataclasses import dataclass

from khronika.model.attribution import Stance
from khronika.model.claim import Claim
from khronika.model.tally import Account
from khronika.publishing.pages.citing import Cite, Citer, Words

_VERBS = {Stance.DOUBTS: "Doubted", Stance.DENIES: "Denied"}


@dataclass(frozen=True, slots=True)
class Answer:
    """Somebody's words about the claim of another, as a whole sentence.

    lead: what they do, and who does it where that can be told from whom they speak of: "Doubted by the union".
    before, after: the rest of the sentence round the words of the claim.
    """

    lead: str
    cite: Cite
    before: tuple[Words, ...]
    after: tuple[Words, ...]


def answers(account: Account, citer: Citer) -> list[Answer]:
    """What others say about the claims of an account, in the order of the dispatches."""
    against = citer.ledger.answers(account.claims)
    kinds = {_kind(claim) for claim in citer.ledger.found(account.claims) if claim not in against}
    return [_answer(claim, kinds, citer) for claim in against]


def _answer(claim: Claim, kinds: set[str], citer: Citer) -> Answer:
    cite = citer.cite(claim)
    verb = _VERBS.get(claim.attribution.stance, "Answered") if claim.attribution else "Answered"
    # "The official version is an underestimate" may be laid to the official version, which does not doubt itself:
    # where the two are of one kind the sentence alone says who speaks.
    told_apart = claim.attribution is None or _kind(claim) not in kinds
    by = f" by {cite.speaker}" if told_apart else f" in {citer.host(claim)}"
    return Answer(verb + by, cite, *citer.sentence(claim))


def _kind(claim: Claim) -> str:
    return claim.attribution.kind if claim.attribution else ""
