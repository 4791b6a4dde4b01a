"""The municipalities that one deployment serves."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from dialogue.models.base import Base


class Municipality(Base):
    """A municipality of the local police area. `code` is the kommunkod, four digits."""

    __tablename__ = "municipality"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(4), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    county: Mapped[str] = mapped_column(String(80))
    police_area: Mapped[str] = mapped_column(String(120))
    population: Mapped[int | None]
    population_on: Mapped[date | None]
    outside: Mapped[str] = mapped_column(default="")  # one place name a line: beyond the municipality
    looked_on: Mapped[date | None]  # when it was last looked for what grows beyond chance
