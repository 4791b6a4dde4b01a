"""What grows beyond chance on the board, and what came in a burst; found anew every hour."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dialogue.models.base import Base, Codes, Owned, choice


class AlarmKind(StrEnum):
    """Growth is an alarm. A burst – one day, one way in – is damped to one event, and said."""

    GROWTH = "growth"
    BURST = "burst"


class EmergingAlarm(Owned, Base):
    """One topic in some neighbouring areas over whole weeks (`areas` empty: texts that name no place).

    `observed` and `expected` count events, that is distinct days × ways in; `texts` the texts behind them. Chance
    alone gives an alarm as strong on any topic once in `recurrence_days`; 0 for a burst.
    """

    __tablename__ = "emerging_alarm"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[AlarmKind] = mapped_column(choice(AlarmKind))
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"))
    areas: Mapped[list[str]] = mapped_column(Codes())
    first_day: Mapped[date]
    last_day: Mapped[date]
    observed: Mapped[int]
    expected: Mapped[float]
    distinct_days: Mapped[int]
    texts: Mapped[int]
    recurrence_days: Mapped[int]
    found_on: Mapped[date]
