"""The migrations lead to exactly the models."""

from flask import Flask

from dialogue.extensions import alembic


def test_head_is_what_the_models_say(app: Flask) -> None:
    with app.app_context():
        assert alembic.compare_metadata() == []
