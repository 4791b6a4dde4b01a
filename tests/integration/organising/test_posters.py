"""Posters and QR sheets: opened as a printer, a phone's camera and a screen reader would."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import cv2
import numpy as np
import pikepdf
import pypdf
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from dialogue.models import Area, Meeting, MeetingStatus, MeetingText, Municipality, Role
from dialogue.organising.poster_queries import Said
from dialogue.organising.poster_views import LONGEST, MOST_LINES, clipped
from tests.integration.intake.conftest import words

ARABIC = "ما مدى أمان الطريق إلى القطار؟"
A_TEXT = "Vi vill höra hur du har det på väg till tåget på kvällarna, och vad som skulle hjälpa. "
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def meeting(session: Session, municipality: Municipality) -> Meeting:
    """A published meeting with an Arabic title."""
    area = session.scalars(select(Area).where(Area.municipality_id == municipality.id, Area.code == "dio")).one()
    row = Meeting(
        municipality_id=municipality.id, code="DIO7", title="Hur trygg är vägen till tåget?", place="Diö skola",
        address="Skolgatan 4", area_id=area.id, held_on=date(2026, 12, 10), starts_at="18:30", ends_at="20:00",
        status=MeetingStatus.PUBLISHED, about=A_TEXT, can_influence="Lamporna.", decided="Perrongen byggs 2027.",
        hosts=["police", "association"], host_names="Diö byalag", access=["step_free", "hearing_loop"],
        languages=["sv"], interpreter=["ar"], transport="Tåg 18:12", capacity=40,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add(MeetingText(municipality_id=municipality.id, meeting_id=row.id, lang="ar", title=ARABIC))
    session.commit()
    return row


@pytest.fixture
def desk(sign_in: SignIn) -> FlaskClient:
    """An organiser."""
    return sign_in("organiser")


def pdf(client: FlaskClient, address: str) -> bytes:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.status_code
    return answer.data


def poster(client: FlaskClient, lang: str = "sv", paper: str = "A4") -> bytes:
    return pdf(client, f"/motesplanering/DIO7/affisch-{lang}-{paper}.pdf")


def read_codes(made: bytes, down: int = 1, across: int = 1) -> set[str]:
    """What a phone's camera reads off the first sheet, at 110 dots an inch; or off its first card of so many."""
    document = pypdfium2.PdfDocument(made)
    whole = np.asarray(document[0].render(scale=110 / 72).to_pil().convert("RGB"))
    document.close()
    picture: Any = np.ascontiguousarray(whole[: len(whole) // down, : whole.shape[1] // across])
    _, found, _, _ = cv2.QRCodeDetector().detectAndDecodeMulti(picture)
    return {address for address in found if address}


def text_of(made: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(made))
    assert len(reader.pages) == 1
    return " ".join(reader.pages[0].extract_text().split())


@pytest.mark.parametrize("paper", ["A4", "A3"])
@pytest.mark.parametrize("lang", ["sv", "en", "ar"])
def test_both_codes_are_read_and_open_the_right_pages(
    desk: FlaskClient, client: FlaskClient, meeting: Meeting, lang: str, paper: str
) -> None:
    prefix = "" if lang == "sv" else f"/{lang}"
    made = poster(desk, lang, paper)
    addresses = {urlsplit(address)[2:4]: address for address in read_codes(made)}
    assert set(addresses) == {(f"{prefix}/moten/DIO7", ""), (f"{prefix}/oro", "mote=DIO7")}
    for (path, query), address in addresses.items():
        assert address.startswith("http://localhost/")
        page = client.get(f"{path}?{query}")
        assert page.status_code == 200
        assert "Hur trygg" in words(page) or ARABIC in words(page)
        if query:
            hidden = BeautifulSoup(page.text, "html.parser").select_one("input[name=meeting]")
            assert hidden is not None
            assert hidden["value"] == "DIO7"


@pytest.mark.parametrize(("paper", "width"), [("A4", 595), ("A3", 842)])
def test_one_sheet_of_the_right_size(desk: FlaskClient, meeting: Meeting, paper: str, width: int) -> None:
    pages = pypdf.PdfReader(io.BytesIO(poster(desk, "sv", paper))).pages
    assert len(pages) == 1
    assert round(pages[0].mediabox.width) == width


@pytest.mark.parametrize(("lang", "title"), [("sv", "Hur trygg är vägen till tåget?"), ("ar", ARABIC)])
def test_a_screen_reader_gets_tags_language_title_and_order(
    desk: FlaskClient, meeting: Meeting, lang: str, title: str
) -> None:
    with pikepdf.open(io.BytesIO(poster(desk, lang))) as document:
        root: Any = document.Root
        assert bool(root.MarkInfo.Marked)
        assert (str(root.Lang), str(document.docinfo["/Title"])) == (lang, title)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        kinds, described = tags(root.StructTreeRoot)
    assert kinds[:2] == ["Document", "P"]
    assert (kinds.count("H1"), kinds.count("Figure"), kinds.count("LI")) == (1, 2, 4)
    assert kinds.index("H1") < kinds.index("H2") < kinds.index("L") < kinds.index("Figure")
    assert all(described)


def tags(tree: Any) -> tuple[list[str], list[str]]:
    """The kinds of a document's tags in reading order, and what its pictures are described by."""
    kinds: list[str] = []
    described: list[str] = []
    waiting = [tree]
    while waiting:
        item = waiting.pop()
        if not isinstance(item, pikepdf.Dictionary):
            continue
        if "/S" in item:
            kinds.append(str(item["/S"]).removeprefix("/"))
        if kinds and kinds[-1] == "Figure" and "/S" in item:
            described.append(str(item.get("/Alt", "")))
        below = item.get("/K", [])
        waiting += reversed(list(below) if isinstance(below, pikepdf.Array) else [below])  # type: ignore[call-overload]
    return kinds, described


def test_the_swedish_text_is_read_in_order(desk: FlaskClient, meeting: Meeting) -> None:
    told = text_of(poster(desk))
    order = [
        "Dialogmöte", "Hur trygg är vägen till tåget?", "Torsdag 10 december", "18:30–20:00", "Diö skola",
        "Skolgatan 4", "Tåg 18:12", "Vad kan påverkas", "Lamporna.", "Vad är redan bestämt", "Perrongen byggs 2027.",
        "Inga trappsteg eller trösklar", "Tolk: arabiska", "localhost/moten/DIO7", "localhost/oro?mote=DIO7",
        "polisen, Diö byalag",
    ]  # fmt: skip
    places = [told.find(words) for words in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)


def test_the_arabic_title_is_arabic_and_the_rest_says_that_it_is_swedish(desk: FlaskClient, meeting: Meeting) -> None:
    told = text_of(poster(desk, "ar"))
    assert ARABIC.removesuffix("؟") in told
    assert told.count("السويدية") >= 3  # "Swedish"
    assert "الخميس" in told


def test_every_letter_has_a_glyph(desk: FlaskClient, meeting: Meeting) -> None:
    with pikepdf.open(io.BytesIO(poster(desk, "ar"))) as document:
        fonts = [str(font.BaseFont) for font in document.pages[0].Resources.Font.values()]  # type: ignore[operator]
    assert fonts
    assert all("+" in name for name in fonts)  # a part of each font lies in the file


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("sv", "Å" * 120),
        ("sv", "Trygghet " * 13 + "ut"),
        ("sv", "Ordningsvaktsförordnandeproblematik och " * 3),
        ("ar", "مرحبا بكم في الاجتماع " * 5),
    ],
    ids=["one word", "short words", "long words", "arabic"],
)
def test_the_longest_of_everything_fits_on_one_sheet(
    desk: FlaskClient, meeting: Meeting, session: Session, lang: str, title: str
) -> None:
    row = session.get_one(Meeting, meeting.id)
    row.title = title.strip()[:120]
    row.about = row.can_influence = row.decided = A_TEXT * 30
    row.place, row.address, row.transport = ("Samlingssalen " * 20)[:160], "Gatan " * 26, "Buss 123 " * 33
    row.host_names = "Byalaget " * 22
    row.hosts = ["police", "municipality", "school", "association"]
    row.access = ["step_free", "hearing_loop", "toilet", "child_corner"]
    row.languages = row.interpreter = ["sv", "en", "ar", "so", "fi", "pl", "ti"]
    session.commit()
    made = poster(desk, lang)
    assert len(read_codes(made)) == 2
    told = text_of(made).replace(" ", "")
    if lang == "sv":
        assert told.count("Fortsättningenstårpåmötetssida.") == 3
        assert row.title.replace(" ", "") in told


def test_a_text_is_cut_after_a_sentence_or_a_word_and_says_so() -> None:
    assert clipped(Said(A_TEXT.strip(), "sv")) == (A_TEXT.strip(), False)
    text, is_cut = clipped(Said(A_TEXT * 20, "sv"))
    assert is_cut
    assert len(text) <= LONGEST
    assert text.endswith(".")
    text, is_cut = clipped(Said("ordet " * 200, "sv"))
    assert is_cut
    assert text.endswith("ordet")
    text, is_cut = clipped(Said("rad\n" * 60, "sv"))
    assert is_cut
    assert text.count("\n") == MOST_LINES - 1


def test_a_draft_is_marked_and_a_cancelled_one_too(desk: FlaskClient, meeting: Meeting, session: Session) -> None:
    assert "UTKAST" not in text_of(poster(desk))
    for status, mark in ((MeetingStatus.DRAFT, "UTKAST"), (MeetingStatus.CANCELLED, "INSTÄLLT")):
        session.get_one(Meeting, meeting.id).status = status
        session.commit()
        assert mark in text_of(poster(desk))


def test_the_address_is_the_municipalitys_own(app: Flask, desk: FlaskClient, meeting: Meeting) -> None:
    hosts = "almhult.example.se=0765,ljungby.example.se=0781"
    app.extensions["settings"] = app.extensions["settings"].model_copy(update={"hosts": hosts})
    assert "http://almhult.example.se/moten/DIO7" in read_codes(poster(desk))


def test_markup_in_a_title_stays_words(desk: FlaskClient, meeting: Meeting, session: Session) -> None:
    session.get_one(Meeting, meeting.id).title = "<img src=http://127.0.0.1/x> & <b>fet</b>"
    session.commit()
    assert "<imgsrc=http://127.0.0.1/x>&<b>fet</b>" in text_of(poster(desk)).replace(" ", "")


@pytest.mark.parametrize("cards", [1, 4, 8])
@pytest.mark.parametrize("lang", ["sv", "ar"])
def test_a_sheet_of_codes_opens_the_form_with_the_place(
    desk: FlaskClient, client: FlaskClient, cards: int, lang: str
) -> None:
    made = pdf(desk, f"/motesplanering/qr.pdf?plats=dio&antal={cards}&sprak={lang}")
    prefix = "" if lang == "sv" else f"{lang}/"
    address = f"localhost/{prefix}oro?plats=dio"
    assert read_codes(made, down=max(1, cards // 2), across=min(2, cards)) == {f"http://{address}"}
    assert text_of(made).count(address) == cards
    assert text_of(made).count("Diö") == cards
    page = client.get(f"/{prefix}oro?plats=dio")
    chosen = BeautifulSoup(page.text, "html.parser").select_one("select[name=area] option[selected]")
    assert chosen is not None
    assert chosen["value"] == "dio"


def test_the_pages_list_what_can_be_printed(desk: FlaskClient, meeting: Meeting) -> None:
    page = desk.get("/motesplanering/DIO7/affischer")
    links = [str(link["href"]) for link in BeautifulSoup(page.text, "html.parser").select("td a")]
    assert len(links) == 6
    assert all(desk.get(link).mimetype == "application/pdf" for link in links[:1])
    assert "Diö" in words(desk.get("/motesplanering/qr"))


@pytest.mark.parametrize(
    "path",
    [
        "DIO7/affisch-xx-A4.pdf", "DIO7/affisch-sv-A5.pdf", "NOPE/affisch-sv-A4.pdf", "NOPE/affischer",
        "qr.pdf?plats=finns-inte", "qr.pdf?plats=dio&antal=9", "qr.pdf?plats=dio&sprak=xx", "qr.pdf?plats=%00",
        "qr.pdf",
    ],
)  # fmt: skip
def test_what_is_not_there(desk: FlaskClient, meeting: Meeting, path: str) -> None:
    assert desk.get(f"/motesplanering/{path}").status_code == 404


def test_another_municipality_prints_nothing_of_it(sign_in: SignIn, meeting: Meeting) -> None:
    assert sign_in("organiser", "0781").get("/motesplanering/DIO7/affisch-sv-A4.pdf").status_code == 404


def test_an_administrator_prints_nothing(sign_in: SignIn, meeting: Meeting) -> None:
    assert sign_in(Role.ADMIN).get("/motesplanering/DIO7/affischer").status_code == 403
