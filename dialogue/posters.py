"""Pages to print, as tagged PDF (PDF/UA-1): one sheet, with the largest letters that fit on it."""

import base64
import logging
from collections.abc import Callable
from typing import Any

from dialogue.qr import qr_svg

PAPERS = {"A4": 1.0, "A3": 2**0.5}  # how much larger than A4
LETTERS = tuple(points / 4 for points in range(76, 29, -2))  # of running text on A4: 19 points down to 7.5

logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # seven lines a sheet tell nobody anything


def qr_image(address: str) -> str:
    """A QR code as the address of an image that needs no fetching."""
    drawn = base64.b64encode(qr_svg(address, border=2).encode()).decode()
    return f"data:image/svg+xml;base64,{drawn}"


def without_scheme(address: str) -> str:
    """An address as it is read aloud and typed."""
    return address.partition("://")[2]


def one_sheet(html_at: Callable[[float], str], paper: str) -> bytes:
    """The PDF of `html_at(points)` on one sheet, at the largest of LETTERS where all of it fits.

    Where not even the smallest does, the sheet grows into several: nothing is left out here.
    """
    scale = PAPERS[paper]
    low, high = 0, len(LETTERS) - 1
    fitting = None
    while low <= high:
        middle = (low + high) // 2
        document = _laid_out(html_at(LETTERS[middle] * scale))
        if len(document.pages) == 1 or middle == len(LETTERS) - 1:
            fitting, high = document, middle - 1
        else:
            low = middle + 1
    return _pdf(fitting)


def as_it_is(html: str) -> bytes:
    """The PDF of a page whose sizes are its own."""
    return _pdf(_laid_out(html))


def _laid_out(html: str) -> Any:
    # imported here: it costs a second, and most requests print nothing
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    fetcher = URLFetcher(allowed_protocols={"data"})  # nothing is fetched, from anywhere
    return HTML(string=html, url_fetcher=fetcher).render(pdf_variant="pdf/ua-1", pdf_tags=True)


def _pdf(document: Any) -> bytes:
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return made
