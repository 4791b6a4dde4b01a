"""What intake is compared with: a Flask view that stores the row it is sent through SQLAlchemy, and nothing else.

Same server, same database with the same care for the disk, same table; no mask, no form, no receipt, no page.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from flask import Flask, request

from dialogue import clock
from dialogue.extensions import db, transaction, tune_sqlite
from dialogue.models import Channel, Concern, Daypart
from dialogue.receipts import hash_receipt


def create_bare() -> Flask:
    """The bare site on the database of `DIALOGUE_DATABASE_URL`; random bytes stand where the receipt's hash would."""
    return _create(lambda: secrets.token_bytes(32))


def create_hashed() -> Flask:
    """The same, with the slow hash of a receipt in the row: what no submission can do without."""
    return _create(lambda: hash_receipt(b"k" * 32, secrets.token_hex(10)))


def _create(make_hash: Callable[[], bytes]) -> Flask:
    app = Flask(__name__, root_path=str(Path(__file__).parent))
    app.config["SQLALCHEMY_ENGINES"] = {"default": os.environ["DIALOGUE_DATABASE_URL"]}
    db.init_app(app)
    tune_sqlite(app)

    @app.get("/om")
    def is_up() -> str:
        return "up"

    @app.post("/oro/skicka")
    def store() -> str:
        receipt_hash = make_hash()
        with transaction() as session:
            session.add(
                Concern(
                    municipality_id=1,
                    receipt_hash=receipt_hash,
                    text=request.form["text"],
                    channel=Channel.WEB,
                    received_on=clock.today(),
                    received_daypart=Daypart.DAY,
                    warned=False,
                )
            )
        return "stored"

    return app
