"""What has been published of the counts: frozen, so that no later table can be held against it."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dialogue.models.base import Base, Owned


class PublishedTable(Owned, Base):
    """Texts by topic and part of the municipality in one quarter, small counts hidden. Never made anew.

    `content`: {"topics": [[code, name], …], "places": [name, …], "cells": [[n or null, …], …], "row_totals": […],
    "column_totals": […], "total": n or null, "ages": [[age band or "", n or null], …]}.
    """

    __tablename__ = "published_table"
    __table_args__ = (UniqueConstraint("municipality_id", "first_day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    published_on: Mapped[date]
