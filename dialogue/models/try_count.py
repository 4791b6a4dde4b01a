"""How often something that can be guessed was tried, counted for all processes together."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from dialogue.models.base import Base, Instant


class TryCount(Base):
    """The tries of one window. `bucket` is a keyed hash of what is tried (an account, a collection), never of who."""

    __tablename__ = "try_count"

    bucket: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    tries: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(Instant(), index=True)
