"""Whether a pledge holds, for how long, and how each of its commitments goes: what all pages and reports share."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import Commitment, FollowUp, Light, Pledge, PledgeStatus

STALE_DAYS = 60  # older than this, a status is said not to be kept up to date
WARNINGS = (30, 90)  # days before the end


class State(StrEnum):
    """Where a pledge is in its life. A replaced one gave way to another version of itself."""

    DRAFT = "draft"
    UPCOMING = "upcoming"
    IN_FORCE = "in_force"
    ENDED = "ended"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Standing:
    """A pledge on a day. `warning`: 30 or 90 when so few days are left and nothing signed takes over, else 0.

    `days_without`: days since it ended with nothing signed in its place, up to when something took over.
    """

    state: State
    days_left: int = 0
    warning: int = 0
    days_without: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on which no signed pledge held. `ends_on` None: they still run."""

    starts_on: date
    ends_on: date | None
    days: int


@dataclass(frozen=True, slots=True)
class CommitmentState:
    """A commitment and how it goes. `light` None: not followed up yet. `age`: days since the latest entry."""

    commitment: Commitment
    light: Light | None
    entries: tuple[FollowUp, ...]  # latest first
    age: int | None
    is_stale: bool

    @property
    def latest(self) -> FollowUp | None:
        """The entry that tells how it goes now."""
        return self.entries[0] if self.entries else None


def standing(pledge: Pledge, signed: Sequence[Pledge], today: date) -> Standing:
    """Where a pledge is on a day. It runs *until* `ends_on`: on that day it no longer holds."""
    if pledge.status is PledgeStatus.DRAFT:
        return Standing(State.DRAFT)
    if any(_replaces(other, pledge, today) for other in signed):
        return Standing(State.REPLACED)
    if today < pledge.starts_on:
        return Standing(State.UPCOMING)
    left = (pledge.ends_on - today).days
    if left > 0:
        taken_over = any(other.starts_on <= pledge.ends_on < other.ends_on for other in signed)
        near = [days for days in WARNINGS if left <= days]
        return Standing(State.IN_FORCE, left, near[0] if near and not taken_over else 0)
    return Standing(State.ENDED, 0, 0, _days_after(pledge, signed, today))


def _replaces(other: Pledge, pledge: Pledge, today: date) -> bool:
    return other.renews_id == pledge.id and other.starts_on <= today and other.starts_on < pledge.ends_on


def _days_after(pledge: Pledge, signed: Sequence[Pledge], today: date) -> int:
    if any(other.starts_on <= pledge.ends_on < other.ends_on for other in signed):
        return 0
    later = [other.starts_on for other in signed if other.starts_on > pledge.ends_on]
    return (min([today, *later]) - pledge.ends_on).days


def gaps(signed: Iterable[Pledge], today: date) -> list[Gap]:
    """The stretches without a signed pledge since the first one, the latest last."""
    found: list[Gap] = []
    end: date | None = None
    for pledge in sorted(signed, key=lambda pledge: pledge.starts_on):
        if end is not None and end < pledge.starts_on <= today:
            found.append(Gap(end, pledge.starts_on, (pledge.starts_on - end).days))
        if pledge.starts_on <= today:
            end = max(end or pledge.ends_on, pledge.ends_on)
    if end is not None and end < today:
        found.append(Gap(end, None, (today - end).days))
    return found


def signed_pledges(session: Session, municipality_id: int) -> list[Pledge]:
    """All signed pledges of a municipality, the latest first."""
    mine = (Pledge.municipality_id == municipality_id) & (Pledge.status == PledgeStatus.SIGNED)
    return list(session.scalars(select(Pledge).where(mine).order_by(Pledge.starts_on.desc(), Pledge.id.desc())))


def pledge_in_force(session: Session, municipality_id: int, today: date) -> Pledge | None:
    """The signed pledge that holds today, in its latest version."""
    signed = signed_pledges(session, municipality_id)
    holding = [pledge for pledge in signed if standing(pledge, signed, today).state is State.IN_FORCE]
    return holding[0] if holding else None


def commitment_states(session: Session, pledges: Iterable[Pledge], today: date) -> dict[int, list[CommitmentState]]:
    """Pledge id → its commitments in order, each with its follow-up.

    Where nothing says what shows that a commitment is done, it is not measurable, whatever colour was set.
    """
    ids = [pledge.id for pledge in pledges]
    rows = list(
        session.scalars(select(Commitment).where(Commitment.pledge_id.in_(ids)).order_by(Commitment.number))
    )  # fmt: skip
    wanted = FollowUp.commitment_id.in_([row.id for row in rows])
    entries: dict[int, list[FollowUp]] = defaultdict(list)
    for entry in session.scalars(select(FollowUp).where(wanted).order_by(FollowUp.on.desc(), FollowUp.id.desc())):
        entries[entry.commitment_id].append(entry)
    states: dict[int, list[CommitmentState]] = {pledge_id: [] for pledge_id in ids}
    for row in rows:
        states[row.pledge_id].append(commitment_state(row, entries[row.id], today))
    return states


def commitment_state(commitment: Commitment, entries: Sequence[FollowUp], today: date) -> CommitmentState:
    """How a commitment goes, from its entries, latest first."""
    light = entries[0].light if entries else None
    if not commitment.shown_by:
        light = Light.NOT_MEASURABLE
    age = (today - entries[0].on).days if entries else None
    return CommitmentState(commitment, light, tuple(entries), age, age is None or age > STALE_DAYS)
