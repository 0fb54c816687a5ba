"""Low, best and high for one measure, with the claims behind each."""

from dataclasses import dataclass
from enum import StrEnum

from khronika.model.ids import ClaimId, PersonId


class TallyStatus(StrEnum):
    """Unknown, none reported and a number are three different things."""

    REPORTED = "reported"
    NONE_REPORTED = "none_reported"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One speaker's figure, or chain of dated figures, within a tally.

    speaker: as the chronicle names it; `unnamed` for a passive report, `author` for the dispatch.
    claims: the speaker's claims, oldest first; the last one that is not superseded counts.
    superseded: those that the same speaker later replaced.
    standing: counted (it bounds the tally), part (a part of the whole), superseded, doubted
        (cited only to be contradicted), addition, running total, set aside (with `why`).
    falls: where the speaker's own series fell, each time from and to; a later count may correct an earlier one, or
        count less.
    """

    speaker: str
    low: int | None
    high: int | None
    scope: str
    claims: tuple[ClaimId, ...]
    superseded: tuple[ClaimId, ...] = ()
    standing: str = "counted"
    why: str = ""
    falls: tuple[tuple[int, int], ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The account as ``chronicle.json`` holds it."""
        return {
            "speaker": self.speaker,
            "low": self.low,
            "high": self.high,
            "scope": self.scope,
            "claims": list(self.claims),
            "superseded": list(self.superseded),
            "standing": self.standing,
            "why": self.why,
            "falls": [list(fall) for fall in self.falls],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What is said of one measure, one group and one scope of one incident.

    group: None for everybody; the headline is the tally with group None and scope "whole".
    low, best, high: people or things; low <= best <= high wherever two of them are given. `best` is
        None where there is no ground to choose, and `why` says so.
    why: the policy's rule in words, with what it was applied to.
    named: of a headline of people, those who are named as being in this state (14 killed claimed, 9 named); no claim
        about a number, and never added to it.
    """

    measure: str
    group: str | None
    scope: str
    status: TallyStatus
    low: int | None
    best: int | None
    high: int | None
    why: str
    policy: str
    accounts: tuple[Account, ...]
    claims: tuple[ClaimId, ...]
    named: tuple[PersonId, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The tally as ``chronicle.json`` holds it."""
        return {
            "measure": self.measure,
            "group": self.group,
            "scope": self.scope,
            "status": self.status.value,
            "low": self.low,
            "best": self.best,
            "high": self.high,
            "why": self.why,
            "policy": self.policy,
            "accounts": [account.as_dict() for account in self.accounts],
            "claims": list(self.claims),
            "named": list(self.named),
        }
