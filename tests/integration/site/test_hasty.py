"""A commit that does not wait for the disk is asked for each time, and never leaks to the next transaction."""

from flask import Flask
from sqlalchemy import text

from dialogue.extensions import transaction

SAID = {"sqlite": ("PRAGMA synchronous", 1, 2), "postgresql": ("SHOW synchronous_commit", "off", "on")}


def test_only_the_hasty_transaction_is_hasty(app: Flask) -> None:
    with app.app_context():
        for hasty in (False, True, False, True, True, False):
            with transaction(hasty=hasty) as session:
                question, if_hasty, else_ = SAID[session.connection().dialect.name]
                assert session.scalar(text(question)) == (if_hasty if hasty else else_)
