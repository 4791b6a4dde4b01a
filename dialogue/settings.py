"""The settings, from the environment only (prefix `DIALOGUE_`); half configured does not boot."""

from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from dialogue.exceptions import BadSettings

SMTP_SCHEMES = ("smtp", "smtps", "smtp+starttls")
ROOT = Path(__file__).resolve().parent.parent


def read_settings() -> "Settings":
    """The settings from the environment; BadSettings names each that is missing or wrong, never its value."""
    try:
        return Settings()
    except ValidationError as error:
        faults = [f"{_variable(fault['loc'])}: {fault['msg']}" for fault in error.errors(include_input=False)]
        raise BadSettings("the site is not configured; " + "; ".join(faults)) from None


def _variable(place: tuple[int | str, ...]) -> str:
    return f"DIALOGUE_{place[0]}".upper() if place else "DIALOGUE"


def _is_mail_server(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in SMTP_SCHEMES and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # its words would show a part of the secret
        return False


class Settings(BaseSettings):
    """What differs between one installation and another."""

    model_config = SettingsConfigDict(env_prefix="DIALOGUE_", frozen=True, extra="ignore")

    secret_key: SecretStr = Field(min_length=32)
    """Signs forms and staff sessions. Changing it signs everybody out."""
    receipt_key: SecretStr = Field(min_length=32)
    """Keys the receipts. Changing it makes every receipt given so far useless."""
    database_url: str = "sqlite:///var/dialogue.sqlite3"
    """SQLite (embedded) or `postgresql+psycopg://…` (shared by several machines)."""
    data_dir: Path = ROOT / "var"
    """Everything the site writes beside the database: trained models, job queue, sockets."""
    municipality: str = "0765"
    """The municipality (kommunkod) that answers where no host name says otherwise."""
    hosts: str = ""
    """Host names of the other municipalities: `ljungby.example.se=0781,markaryd.example.se=0767`."""
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    """How many proxies in front may be believed about scheme and host."""
    secure_cookies: bool = True
    """Send the staff cookie over HTTPS only. Off for a demonstration on one's own machine."""
    smtp_url: SecretStr = SecretStr("")
    """The mail server: `smtp://user:pass@host:port`, `smtps://…` or `smtp+starttls://…`; empty: mail is not offered."""
    mail_from: str = ""
    """The address that mail comes from."""
    site_url: str = ""
    """Where the site is reached, `https://dialog.example.se`: what links in mails, feeds and codes begin with.

    With it no other host than this and those in `hosts` is answered.
    """
    demo: bool = False
    """Demonstration: sign-in links without password, answered on the loopback address only."""
    demo_key: SecretStr = SecretStr("")
    """Signs the demonstration's sign-in links; a new one at every start."""

    @model_validator(mode="after")
    def _demo_needs_its_key(self) -> Self:
        if self.demo and len(self.demo_key.get_secret_value()) < 16:
            raise ValueError("DIALOGUE_DEMO needs DIALOGUE_DEMO_KEY of at least 16 characters")
        return self

    @model_validator(mode="after")
    def _mail_needs_all_its_parts(self) -> Self:
        if not self.sends_mail:
            return self
        if not _is_mail_server(self.smtp_url.get_secret_value()):
            raise ValueError("DIALOGUE_SMTP_URL must be smtp://, smtps:// or smtp+starttls:// with a host")
        if "@" not in self.mail_from or not urlsplit(self.site_url).netloc:
            raise ValueError("DIALOGUE_SMTP_URL needs DIALOGUE_MAIL_FROM and DIALOGUE_SITE_URL")
        return self

    @model_validator(mode="after")
    def _production_says_where_it_is(self) -> Self:
        if self.secure_cookies and not urlsplit(self.site_url).netloc:
            raise ValueError(
                "DIALOGUE_SITE_URL must say where the site is reached, or any Host header would "
                "(DIALOGUE_SECURE_COOKIES=false on one's own machine)"
            )
        return self

    @property
    def trusted_hosts(self) -> list[str] | None:
        """The hosts that are answered; None: any, on one's own machine."""
        own = urlsplit(self.site_url).hostname
        return [own, *self.municipality_by_host] if own else None

    @property
    def sends_mail(self) -> bool:
        """Whether there is a mail server."""
        return bool(self.smtp_url.get_secret_value())

    @property
    def engine_url(self) -> str:
        """The database URL; a relative SQLite path is taken from the checkout, wherever the site is started."""
        prefix, path = "sqlite:///", self.database_url.removeprefix("sqlite:///")
        return f"{prefix}{ROOT / path}" if self.is_sqlite else self.database_url

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is used."""
        return self.database_url.startswith("sqlite")

    @property
    def encoder_socket(self) -> Path:
        """Where the encoder process listens."""
        return self.data_dir / "encoder.sock"

    @property
    def municipality_by_host(self) -> dict[str, str]:
        """Host name → kommunkod."""
        pairs = (pair.split("=", 1) for pair in self.hosts.split(",") if "=" in pair)
        return {host.strip().lower(): code.strip() for host, code in pairs}
