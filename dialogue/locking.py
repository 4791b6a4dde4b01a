"""One saver at a time: a row that is about to be compared with what its page showed, and changed."""

from typing import Any, TypeVar

from sqlalchemy import Select

Asked = TypeVar("Asked", bound=Select[Any])


def locked(asked: Asked) -> Asked:
    """The rows as they are now, held until the transaction ends, so that of two savers the second sees the first.

    SQLite holds the whole database and leaves the words out.
    """
    return asked.with_for_update().execution_options(populate_existing=True)
