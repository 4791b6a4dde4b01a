"""The signed pledges of a municipality."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import Pledge, PledgeStatus
from dialogue.pledge_state import (
    CommitmentState,
    Gap,
    Standing,
    State,
    commitment_states,
    gaps,
    signed_pledges,
    standing,
)


@dataclass(frozen=True, slots=True)
class Overview:
    """`current`: the pledge that holds now. `open_gap`: the days without one that still run.

    `renewed`: a new one is being written; what it says is not public.
    """

    current: Pledge | None
    where: Standing | None
    states: tuple[CommitmentState, ...]
    others: tuple[tuple[Pledge, Standing], ...]
    gaps: tuple[Gap, ...]
    open_gap: Gap | None
    renewed: bool


def overview(session: Session, municipality_id: int, today: date) -> Overview:
    """What the public list shows."""
    signed = signed_pledges(session, municipality_id)
    standings = [(pledge, standing(pledge, signed, today)) for pledge in signed]
    holding = [pair for pair in standings if pair[1].state is State.IN_FORCE]
    current, where = holding[0] if holding else (None, None)
    states = commitment_states(session, [current], today)[current.id] if current else []
    found = gaps(signed, today)
    return Overview(
        current, where, tuple(states),
        tuple(pair for pair in standings if pair[0] is not current and pair[1].state is not State.REPLACED),
        tuple(found), next((gap for gap in found if gap.ends_on is None), None),
        _is_renewed(session, municipality_id),
    )  # fmt: skip


def find_signed(session: Session, municipality_id: int, code: str) -> Pledge | None:
    """A signed pledge by its code."""
    mine = (Pledge.municipality_id == municipality_id) & (Pledge.status == PledgeStatus.SIGNED)
    return session.scalar(select(Pledge).where(mine, Pledge.code == code)) if code.isprintable() else None


def _is_renewed(session: Session, municipality_id: int) -> bool:
    drafts = (Pledge.municipality_id == municipality_id) & (Pledge.status == PledgeStatus.DRAFT)
    return session.scalar(select(Pledge.id).where(drafts, Pledge.renews_id.is_not(None)).limit(1)) is not None
