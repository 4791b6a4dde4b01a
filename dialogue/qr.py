"""QR codes as SVG, drawn here: no address is sent anywhere to be drawn."""

import io

import segno


def qr_svg(address: str, *, border: int = 4) -> str:
    """An address as a QR code: an SVG without size, style attributes or namespace prefix, black on white."""
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, svgns=True, border=border, light="#fff", omitsize=True)
    return out.getvalue().decode()
