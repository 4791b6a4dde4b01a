"""The migrations lead to exactly the models, and lose nothing on the way."""

import json

from flask import Flask
from sqlalchemy import text

from dialogue.extensions import alembic, db

STAFF = "INSERT INTO staff (id, email, name, is_active) VALUES (900, 'x@example.se', 'X', true)"
REPORT = """
INSERT INTO report (id, kind, number, title, period_start, period_end, content, locked_on, public_on, locked_by_id,
                    municipality_id)
VALUES (:id, 'council', :id, 'R', '2026-01-01', '2026-06-30', :content, '2026-07-01', :on, 900,
        (SELECT min(id) FROM municipality))
"""
CONTENT = {"title": "R", "subtitle": "", "sections": [{"title": "Problem", "lines": ["ett"]}]}


def test_head_is_what_the_models_say(app: Flask) -> None:
    with app.app_context():
        assert alembic.compare_metadata() == []


def test_a_report_that_the_public_reads_stays_as_they_read_it(app: Flask) -> None:
    with app.app_context():
        alembic.downgrade("004_joint_group")
        with db.engine.begin() as connection:
            connection.execute(text(STAFF))
            for number, on in ((901, "2026-07-02"), (902, None)):
                connection.execute(text(REPORT), {"id": number, "content": json.dumps(CONTENT), "on": on})
        alembic.upgrade()
        with db.engine.connect() as connection:
            rows = connection.execute(text("SELECT public_content FROM report ORDER BY id")).scalars().all()
        assert alembic.compare_metadata() == []
    assert [json.loads(row) if isinstance(row, str) else row for row in rows] == [CONTENT, None]
