"""Pledges to the residents (medborgarlöften): the document, its commitments, and how each is followed up."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dialogue.models.base import Base, Owned, choice


class Owner(StrEnum):
    """Who answers for a commitment, a measure or a task."""

    POLICE = "police"
    MUNICIPALITY = "municipality"
    JOINT = "joint"


class PledgeStatus(StrEnum):
    """A draft is not public. Whether a signed pledge still holds is told by its days."""

    DRAFT = "draft"
    SIGNED = "signed"


class Pledge(Owned, Base):
    """One version of a pledge document. `renews_id`: the pledge that this one takes over from."""

    __tablename__ = "pledge"
    __table_args__ = (
        UniqueConstraint("municipality_id", "code"),
        CheckConstraint("ends_on >= starts_on", name="days"),
        CheckConstraint("status <> 'signed' OR signed_on IS NOT NULL", name="signed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(160))
    intro: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    document_version: Mapped[str] = mapped_column(String(20), default="1.0")
    status: Mapped[PledgeStatus] = mapped_column(choice(PledgeStatus), default=PledgeStatus.DRAFT)
    signed_on: Mapped[date | None]
    renews_id: Mapped[int | None] = mapped_column(ForeignKey("pledge.id"))
    version: Mapped[int] = mapped_column(default=1)  # counts savings


class PledgeSignature(Owned, Base):
    """That a role signed, and when. No names: people change, roles stay."""

    __tablename__ = "pledge_signature"
    __table_args__ = (UniqueConstraint("pledge_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(80))
    owner: Mapped[Owner] = mapped_column(choice(Owner, "signature_owner"))
    signed_on: Mapped[date]


class Commitment(Owned, Base):
    """One thing promised. `promised_since`: the first year it was, across renewals; `continues_id`: the one before."""

    __tablename__ = "commitment"
    __table_args__ = (UniqueConstraint("pledge_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    text: Mapped[str] = mapped_column(String(600))
    owner: Mapped[Owner] = mapped_column(choice(Owner, "commitment_owner"))
    owner_role: Mapped[str] = mapped_column(String(80), default="")
    promised_since: Mapped[int]
    shown_by: Mapped[str] = mapped_column(String(400), default="")  # what shows that it is done; may be empty
    activity_kind: Mapped[str] = mapped_column(String(24), default="")  # what of the activity log counts here
    indicator_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id"))
    continues_id: Mapped[int | None] = mapped_column(ForeignKey("commitment.id"))


class Light(StrEnum):
    """How a commitment goes."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    NOT_MEASURABLE = "not_measurable"


class FollowUp(Owned, Base):
    """One entry of a commitment's follow-up. Entries are added, never changed."""

    __tablename__ = "follow_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id", ondelete="CASCADE"), index=True)
    on: Mapped[date]
    light: Mapped[Light] = mapped_column(choice(Light))
    text: Mapped[str] = mapped_column(String(1000))
    role: Mapped[str] = mapped_column(String(24))  # of who wrote it
    written_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
