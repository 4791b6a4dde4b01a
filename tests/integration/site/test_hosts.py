"""A request that says another host than the site's own gets nothing that could be kept or sent on."""

from pathlib import Path

import pytest

from dialogue import create_app
from dialogue.extensions import db
from tests.databases import make_settings

PATHS = ("/", "/svar.atom", "/oppna-data/openapi.json", "/moten.ics", "/logga-in", "/finns-inte")


@pytest.mark.parametrize("path", PATHS)
def test_a_forged_host_is_refused_with_a_page(database_url: str, tmp_path: Path, path: str) -> None:
    told = {"site_url": "https://dialog.example.se", "hosts": "ljungby.example.se=0781"}
    app = create_app(make_settings(database_url, tmp_path / "hosts").model_copy(update=told))
    client = app.test_client()
    for host in ("evil.example", "dialog.example.se.evil.example", "localhost"):
        answer = client.get(path, base_url=f"https://{host}")
        assert answer.status_code == 400
        assert host not in answer.get_data(as_text=True)
    for host in ("dialog.example.se", "dialog.example.se:8443", "ljungby.example.se"):
        assert client.get(path, base_url=f"https://{host}").status_code == (404 if "finns" in path else 200)
    app.extensions["jobs"].huey.storage.close()
    with app.app_context():
        db.engine.dispose()
