"""Figures: added, never overwritten; files looked through before anything is stored; the survey; inhabitants."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from dialogue.following.value_rows import COLUMNS
from dialogue.models import Indicator, IndicatorKind, IndicatorValue, Population, Role
from tests.conftest import row_count
from tests.integration.following.conftest import read

HEAD = "indikator;namn;slag;enhet;värde;period;stratum;ålder;n;felmarginal;källa;publicerad;definition"
NEWS_2021 = "problemindex;Problemindex;enkät;index 0–6;1,22;2021;;;558;;Kommunens nyhet;2021-11-08;1"
NEWS_2022 = "problemindex;Problemindex;enkät;index 0–6;1,41;2021;;;558;;Kommunens nyhet;2022-11-09;1"
IMPORT = "/uppfoljning/matvarden/importera"


def upload(client: FlaskClient, data: bytes, to: str = IMPORT) -> TestResponse:
    return client.post(to, data={"file": (io.BytesIO(data), "fil")}, content_type="multipart/form-data")


def table(*rows: str) -> bytes:
    return "\r\n".join([HEAD, *rows]).encode("utf-8-sig")


def accept(client: FlaskClient, page: TestResponse, to: str = IMPORT) -> TestResponse:
    field = BeautifulSoup(page.text, "html.parser").select_one("input[name=content]")
    assert field is not None, page.text
    return client.post(f"{to}/spara", data={"content": str(field["value"])})


def take_in(client: FlaskClient, *rows: str) -> None:
    assert accept(client, upload(client, table(*rows))).status_code == 303


def test_a_file_is_looked_through_and_stored_only_when_accepted(coordinator: FlaskClient, session: Session) -> None:
    page = upload(coordinator, table(NEWS_2021, NEWS_2022))
    assert "2 nya värden" in read(page)
    assert "Problemindex (index 0–6)" in read(page), "a new indicator is told of"
    assert row_count(session, IndicatorValue) == row_count(session, Indicator) == 0
    assert accept(coordinator, page).status_code == 303
    assert row_count(session, IndicatorValue) == 2
    assert session.query(Indicator).one().kind is IndicatorKind.SURVEY


def test_two_values_for_the_same_year_stand_side_by_side_and_the_page_says_so(coordinator: FlaskClient) -> None:
    take_in(coordinator, NEWS_2021)
    page = upload(coordinator, table(NEWS_2022))
    assert "De här säger något annat än ett värde som finns" in read(page)
    accept(coordinator, page)
    told = read(coordinator.get("/uppfoljning/matvarden/problemindex"))
    assert "Två källor säger olika" in told
    assert "1,22" in told
    assert "1,41" in told
    assert "8 november 2021" in told
    assert "Samordnare" in told, "the role that entered it"


def test_every_bad_cell_is_named_and_nothing_is_stored(coordinator: FlaskClient, session: Session) -> None:
    page = upload(coordinator, table(
        NEWS_2021, NEWS_2022.replace("1,41", "ungefär 1,4").replace("2022-11-09", "9/11"), NEWS_2021,
    ))  # fmt: skip
    told = read(page, 422)
    assert "3 celler behöver rättas. Inget är sparat." in told
    assert "3 värde ungefär 1,4" in told
    assert "3 publicerad 9/11" in told
    assert "Samma rad finns två gånger" in told
    assert "Spara" not in told
    content = "\r\n".join([HEAD, NEWS_2022.replace("1,41", "x")])
    assert coordinator.post(f"{IMPORT}/spara", data={"content": content}).status_code == 422
    assert row_count(session, IndicatorValue) == 0


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_exported_is_known_word_for_word_when_it_comes_back(coordinator: FlaskClient, kind: str) -> None:
    take_in(coordinator, NEWS_2021, NEWS_2022, NEWS_2021.replace("2021;;;", "2020-08;tätort;16-29;"))
    made = coordinator.get(f"/uppfoljning/matvarden/fil.{kind}")
    assert made.status_code == 200
    assert "0 nya värden, 3 som redan finns" in read(upload(coordinator, made.data))


def test_a_workbook_from_a_spreadsheet(coordinator: FlaskClient, session: Session) -> None:
    book = Workbook()
    book.active.append(["Indikator", "Namn", "Slag", "Enhet", "Värde", "Period", "Källa", "Publicerad"])
    book.active.append(["trygg", "Trygg", "serie", "procent", 62.5, 2022, "SCB", date(2023, 1, 5)])
    out = io.BytesIO()
    book.save(out)
    assert accept(coordinator, upload(coordinator, out.getvalue())).status_code == 303
    session.rollback()
    row = session.query(IndicatorValue).one()
    assert (row.value, row.period_start, row.published_on) == (62.5, date(2022, 1, 1), date(2023, 1, 5))


def test_the_exported_workbook_holds_text_where_a_formula_was_written(coordinator: FlaskClient) -> None:
    take_in(coordinator, NEWS_2021.replace("Kommunens nyhet", "'=HYPERLINK(1)"))
    made = load_workbook(io.BytesIO(coordinator.get("/uppfoljning/matvarden/fil.xlsx").data)).active
    assert [cell.value for cell in made[1]] == list(COLUMNS)
    assert all(cell.data_type != "f" for cell in made[2])


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 trasig", b"indikator;v\xe4rde\na;1", b"\x00\x01"])
def test_a_file_that_is_no_table_gets_a_sentence(coordinator: FlaskClient, data: bytes) -> None:
    assert "Det här behöver rättas" in read(upload(coordinator, data), 422)


def test_one_value_by_hand_follows_the_same_rules(
    coordinator: FlaskClient, make_indicator: Callable[..., str], session: Session
) -> None:
    code = make_indicator()
    told = {"value": "62,5", "period": "2022", "source": "SCB", "published_on": "2023-01-05"}
    bad = read(coordinator.post(f"/uppfoljning/matvarden/{code}/varde", data=told | {"value": "många"}), 422)
    assert "Skriv ett tal" in bad
    assert coordinator.post(f"/uppfoljning/matvarden/{code}/varde", data=told | {"value": "många"}).text.count("SCB")
    assert coordinator.post(f"/uppfoljning/matvarden/{code}/varde", data=told).status_code == 303
    assert coordinator.post(f"/uppfoljning/matvarden/{code}/varde", data=told | {"value": "64"}).status_code == 303
    assert row_count(session, IndicatorValue) == 2


def test_two_at_once_on_an_indicator(
    coordinator: FlaskClient, group: Callable[..., FlaskClient], make_indicator: Callable[..., str]
) -> None:
    edit = f"/uppfoljning/matvarden/{make_indicator()}/redigera"
    seen = coordinator.get(edit).text.split('name="version"')[1].split('value="')[1].split('"')[0]
    told = {"name": "Trygg ute", "kind": "series", "unit": "procent", "better": "up", "version": seen}
    assert group(Role.POLICE).post(edit, data=told | {"definition": "Polisens."}).status_code == 303
    clash = read(coordinator.post(edit, data=told | {"definition": "Min."}), 409)
    assert "Polisens." in clash
    assert "Min." in clash


def test_the_survey_hides_few_answers_and_says_when_a_margin_is_too_wide(coordinator: FlaskClient) -> None:
    rows = [
        NEWS_2021.replace("2021;;;558;;", f"2021;{stratum};{age};{n};{margin};")
        for stratum, age, n, margin in (
            ("tätort", "", 230, 6), ("landsbygd", "", 178, 7), ("tätort", "16-29", 40, "15,5"),
            ("landsbygd", "16-29", 4, 12),
        )
    ]  # fmt: skip
    take_in(coordinator, *rows)
    told = read(coordinator.get("/uppfoljning/trygghetsmatning?fraga=problemindex&ar=2021"))
    assert "± 6" in told
    assert "för lite underlag ± 15,5" in told
    assert "för lite underlag ± 15,5, n 40" in told
    assert "16–29 år dolt" in told
    assert "± 12" not in told
    assert "landsbygd, 16–29 år dolt" in read(coordinator.get("/uppfoljning/matvarden/problemindex"))


def test_inhabitants_are_taken_in_and_never_overwritten(coordinator: FlaskClient, session: Session) -> None:
    lines = ("dag;stratum;ålder;antal;källa", "2024-12-31;;16-29;2950;SCB", "2024-12-31;landsbygd;16-29;630;SCB")
    rows = "\n".join(lines).encode()
    page = upload(coordinator, rows, "/uppfoljning/befolkning")
    assert "2 nya rader" in read(page)
    assert accept(coordinator, page, "/uppfoljning/befolkning").status_code == 303
    assert row_count(session, Population) == 2
    assert "2 950" in read(coordinator.get("/uppfoljning/befolkning")).replace("\xa0", " ")
    again = upload(coordinator, rows.replace(b"2950", b"2951"), "/uppfoljning/befolkning")
    assert "Det skrivs inte över." in read(again, 422)
    assert row_count(session, Population) == 2


def test_organisers_read_but_do_not_write(
    group: Callable[..., FlaskClient], make_indicator: Callable[..., str]
) -> None:
    organiser, code = group(Role.ORGANISER), make_indicator()
    assert "Lägg till ett värde" not in read(organiser.get(f"/uppfoljning/matvarden/{code}"))
    assert organiser.post(f"/uppfoljning/matvarden/{code}/varde", data={}).status_code == 403
    assert organiser.get(IMPORT).status_code == 403
    assert organiser.get("/uppfoljning/matvarden/fil.csv").status_code == 403
    assert group(Role.COORDINATOR, "0781").get(f"/uppfoljning/matvarden/{code}").status_code == 404
