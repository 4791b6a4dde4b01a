"""The second factor: six digits that change every 30 seconds (RFC 6238), each good for one sign-in."""

import io
from datetime import datetime

import pyotp
import segno

STEP = 30  # seconds
SLACK = 1  # steps that a phone's clock may be off


def new_secret() -> str:
    """A fresh key, base32."""
    return pyotp.random_base32()


def accepted_step(secret: str, code: str, now: datetime, last_used: int | None) -> int | None:
    """The time step that the code belongs to; None when it is wrong, too old, or used already."""
    digits = "".join(code.split())
    current = int(now.timestamp()) // STEP
    for step in range(current - SLACK, current + SLACK + 1):
        is_fresh = last_used is None or step > last_used
        if is_fresh and pyotp.utils.strings_equal(pyotp.TOTP(secret).at(step * STEP), digits):
            return step
    return None


def qr_svg(secret: str, email: str) -> str:
    """The key as a QR code for an authenticator app: an inline SVG without style attributes."""
    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Dialog")
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", scale=4, xmldecl=False, svgns=False, border=4, light="#fff")
    return out.getvalue().decode()
