"""What all tables share: naming, ids, enums, instants."""

import secrets
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Enum, ForeignKey, Integer, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

BigId = BigInteger().with_variant(Integer(), "sqlite")


class Base(DeclarativeBase):
    """The declarative base; constraint names follow one convention on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, aware in Python on both databases."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Store UTC without offset."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the offset back."""
        return None if value is None else value.replace(tzinfo=UTC)


class Codes(TypeDecorator[list[str]]):
    """A few codes, kept as words with spaces between. Codes hold no space themselves."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> str:  # noqa: ARG002
        """Join."""
        return " ".join(value or ())

    def process_result_value(self, value: Any, dialect: Dialect) -> list[str]:  # noqa: ARG002
        """Split."""
        return str(value or "").split()


def choice(enum: type[StrEnum], name: str = "") -> Enum:
    """A column that holds one of the enum's values, as text, checked by the database.

    `name` is the check's, for a table that holds the enum more than once: PostgreSQL wants each name once.
    """
    return Enum(
        enum,
        native_enum=False,
        create_constraint=True,
        length=24,
        values_callable=lambda kinds: [kind.value for kind in kinds],
        name=name or enum.__name__.lower(),
    )


def random_id() -> int:
    """An id that tells nothing about order or number (53 bits: exact in JSON)."""
    return secrets.randbits(53)


class Owned:
    """Mixin: the row belongs to one municipality."""

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
