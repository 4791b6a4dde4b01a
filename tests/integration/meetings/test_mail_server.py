"""The mail server in the settings: with a password, over TLS, and never over TLS that nobody vouches for."""

import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from dialogue import clock
from dialogue.mail_server import MailServer, Outcome, ServerAway, compose
from dialogue.outbox import Letter
from dialogue.settings import SMTP_SCHEMES
from tests.mailbox import Mailbox, free_port

LETTER = Letter(
    "key1", "anna@example.se", "Ändrat:\n möte", "Hej å", unsubscribe="https://dialog.example/mejl/x/avsluta"
)
SENDER = "dialog@almhult.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that vouches for itself, with its key in the same file."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    both = folder / "both.pem"
    both.write_text((folder / "cert.pem").read_text() + (folder / "key.pem").read_text())
    return both


@contextmanager
def listening(scheme: str, certificate: Path, password: bytes = b"") -> Iterator[tuple[Mailbox, str]]:
    """A server that speaks `scheme`, and asks for the password if there is one; and its URL."""
    mailbox = Mailbox(port=free_port())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, told: LoginPassword) -> AuthResult:
        return AuthResult(success=told.password == password, handled=False)

    controller = Controller(
        mailbox, hostname="localhost", port=mailbox.port,
        ssl_context=context if scheme == "smtps" else None,
        tls_context=context if scheme == "smtp+starttls" else None,
        require_starttls=scheme == "smtp+starttls",
        auth_required=bool(password), auth_require_tls=False, authenticator=check if password else None,
    )  # fmt: skip
    if scheme == "smtps":
        controller._trigger_server = lambda: _knock(mailbox.port, certificate)  # type: ignore[method-assign]
    controller.start()
    try:
        yield mailbox, f"{scheme}://localhost:{mailbox.port}"
    finally:
        controller.stop()


def _knock(port: int, certificate: Path) -> None:
    """What aiosmtpd does to see that it listens, as a client that knows the certificate."""
    client = ssl.create_default_context(cafile=certificate)
    plain = socket.create_connection(("localhost", port), 5)
    with plain, client.wrap_socket(plain, server_hostname="localhost") as connection:
        connection.recv(64)


@pytest.mark.parametrize("scheme", SMTP_SCHEMES)
def test_every_kind_of_connection(monkeypatch: pytest.MonkeyPatch, certificate: Path, scheme: str) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with listening(scheme, certificate) as (mailbox, url), MailServer(url, SENDER) as server:
        assert server.send(LETTER, now=clock.now()) is Outcome.SENT
    assert mailbox.messages[0]["To"] == "anna@example.se"


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_a_certificate_that_nobody_vouches_for_gets_no_mail(certificate: Path, scheme: str) -> None:
    with listening(scheme, certificate) as (mailbox, url):
        with pytest.raises(ServerAway), MailServer(url, SENDER):
            pass
        assert mailbox.messages == []


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_password_with_odd_signs_lets_us_in_and_a_wrong_one_does_not(certificate: Path) -> None:
    with listening("smtp", certificate, b"p@ss:w/rd") as (mailbox, url):
        for told, is_let_in in (("p%40ss%3Aw%2Frd", True), ("wrong", False)):
            address = url.replace("//", f"//dialog%40almhult:{told}@")
            if is_let_in:
                with MailServer(address, SENDER) as server:
                    assert server.send(LETTER, now=clock.now()) is Outcome.SENT
            else:
                with pytest.raises(ServerAway, match="SMTPAuthenticationError"), MailServer(address, SENDER):
                    pass
    assert len(mailbox.messages) == 1


def test_a_letter_sent_again_is_the_same_letter_and_its_headers_cannot_be_broken() -> None:
    one, two = (compose(LETTER, SENDER, clock.now()) for _ in range(2))
    assert one["Message-ID"] == two["Message-ID"] == "<key1@almhult.example>"
    assert one["Subject"] == "Ändrat: möte"
    assert one["Auto-Submitted"] == "auto-generated"
    with pytest.raises(ValueError):
        compose(Letter("key1", "a@b.se\r\nBcc: c@d.se", "x", "y"), SENDER, clock.now())
