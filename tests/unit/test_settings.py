"""The site refuses to start half configured, and says what is missing without showing any value."""

import pytest

from dialogue.exceptions import BadSettings
from dialogue.settings import read_settings

GOOD = {
    "DIALOGUE_SECRET_KEY": "s" * 40,
    "DIALOGUE_RECEIPT_KEY": "r" * 40,
    "DIALOGUE_SITE_URL": "https://dialog.example.se",
}

MAIL = {
    "DIALOGUE_SMTP_URL": "smtp+starttls://dialog:hemligt@mail.example.se",
    "DIALOGUE_MAIL_FROM": "dialog@example.se",
}


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*GOOD, *MAIL, "DIALOGUE_DEMO", "DIALOGUE_DEMO_KEY", "DIALOGUE_SECURE_COOKIES"):
        monkeypatch.delenv(name, raising=False)


def configure(monkeypatch: pytest.MonkeyPatch, **told: str) -> None:
    for name, value in (GOOD | told).items():
        monkeypatch.setenv(name, value)


def test_both_keys_are_required() -> None:
    with pytest.raises(BadSettings, match=r"DIALOGUE_SECRET_KEY.*DIALOGUE_RECEIPT_KEY"):
        read_settings()


def test_a_short_key_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, DIALOGUE_SECRET_KEY="kort-hemlighet")
    with pytest.raises(BadSettings, match="DIALOGUE_SECRET_KEY") as refused:
        read_settings()
    assert "kort-hemlighet" not in str(refused.value)


def test_the_demonstration_needs_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, DIALOGUE_DEMO="true")
    with pytest.raises(BadSettings, match="DIALOGUE_DEMO_KEY"):
        read_settings()


def test_hosts_name_their_municipality(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, DIALOGUE_HOSTS="Ljungby.example.se=0781, markaryd.example.se=0767")
    assert read_settings().municipality_by_host == {"ljungby.example.se": "0781", "markaryd.example.se": "0767"}


def test_the_public_site_says_where_it_is_and_answers_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, DIALOGUE_HOSTS="ljungby.example.se=0781")
    assert read_settings().trusted_hosts == ["dialog.example.se", "ljungby.example.se"]
    configure(monkeypatch, DIALOGUE_SITE_URL="")
    with pytest.raises(BadSettings, match="DIALOGUE_SITE_URL"):
        read_settings()
    configure(monkeypatch, DIALOGUE_SITE_URL="", DIALOGUE_SECURE_COOKIES="false")
    assert read_settings().trusted_hosts is None


def test_mail_is_off_until_a_server_is_named_and_needs_all_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch)
    assert not read_settings().sends_mail
    configure(monkeypatch, **MAIL)
    assert read_settings().sends_mail
    for missing in ("DIALOGUE_MAIL_FROM", "DIALOGUE_SITE_URL"):
        configure(monkeypatch, **MAIL | {missing: ""})
        with pytest.raises(BadSettings, match=missing):
            read_settings()


@pytest.mark.parametrize(
    "url", ["mail.example.se", "http://x", "smtp://", "smtp://a:hemligt@x:hemligt", "smtp://[hemligt"]
)
def test_an_unusable_mail_server_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    configure(monkeypatch, **MAIL | {"DIALOGUE_SMTP_URL": url})
    with pytest.raises(BadSettings, match="DIALOGUE_SMTP_URL") as refused:
        read_settings()
    assert "hemligt" not in str(refused.value)
