"""Pages of scanning: the board, the map, the file. The pages of topics and review hang on the same blueprint."""

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from dialogue import clock
from dialogue.extensions import db, transaction
from dialogue.scanning import review_views, topic_views
from dialogue.scanning.blueprint import bp, current_viewer
from dialogue.scanning.board import Board
from dialogue.scanning.board_csv import board_csv
from dialogue.scanning.charts import Place, place_spots
from dialogue.scanning.emerging import board_alarms
from dialogue.scanning.labels import AGES, CHANNELS
from dialogue.scanning.periods import CHOICES, parse_period
from dialogue.scanning.queries import BoardFilter, count_board, list_areas, list_meetings, meeting_period
from dialogue.scanning.visits import record_visit

__all__ = ["bp", "review_views", "topic_views"]


@bp.get("/oversikt")
def show_board() -> ResponseReturnValue:
    """Topic × area for a period, and what is new since the viewer was here last."""
    viewer = current_viewer()
    wanted = _wanted()
    board = _board(wanted)
    meetings, areas = list_meetings(db.session, viewer), list_areas(db.session, viewer)
    page = render_template(
        "scanning/show_board.html", board=board, wanted=wanted, viewer=viewer, choices=CHOICES, channels=CHANNELS,
        ages=AGES, meetings=meetings, strata=list(dict.fromkeys(area.stratum for area in areas)),
        query=request.args.to_dict(), alarms=board_alarms(db.session, viewer),
    )  # fmt: skip
    with transaction() as session:
        record_visit(session, viewer, today=clock.today())
    return page


@bp.get("/oversikt.csv")
def export_board() -> ResponseReturnValue:
    """The same table as a file."""
    heading = [gettext("Ämne"), gettext("Texter"), gettext("Perioden före"), gettext("Nytt sedan sist")]
    answer = Response(board_csv(_board(_wanted()), heading), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f"attachment; filename=oversikt-{clock.today()}.csv"
    return answer


@bp.get("/oversikt/karta")
def show_map() -> ResponseReturnValue:
    """The same counts by area, as circles on a map, with the table beside."""
    viewer = current_viewer()
    wanted = _wanted()
    board = _board(wanted)
    counts = {cell.area: cell.now for cell in board.total.cells}
    areas = [area for area in list_areas(db.session, viewer) if area.code in counts]
    parents = {area.parent_id for area in areas if area.parent_id}
    whole = {
        area.id: counts[area.code] + sum(counts[child.code] for child in areas if child.parent_id == area.id)
        for area in areas
    }
    panels = []
    for title, inside in [(viewer.municipality, [area for area in areas if area.parent_id is None])] + [
        (area.name, [child for child in areas if child.parent_id == area.id]) for area in areas if area.id in parents
    ]:
        places = [
            Place(area.name, area.code, area.lat, area.lon, whole[area.id])
            for area in inside
            if area.lat is not None and area.lon is not None
        ]
        panels.append((title, place_spots(places, width=600, height=460, radius=24)))
    without = [area for area in areas if area.lat is None]
    return render_template(
        "scanning/show_map.html", board=board, panels=panels, without=without, counts=counts, viewer=viewer,
        query=request.args.to_dict(), back=url_for(".show_board") + "?" + request.query_string.decode("latin-1"),
    )  # fmt: skip


def _wanted() -> BoardFilter:
    told = request.args
    meeting = (told.get("mote") or "").replace("\x00", "") or None
    days = (told.get("veckor"), told.get("fran"), told.get("till"))
    # a meeting by itself means all that came for it, however long ago
    whole = meeting_period(db.session, current_viewer(), meeting) if meeting and not any(days) else None
    return BoardFilter(
        period=whole or parse_period(*days, clock.today()),
        stratum=told.get("stratum") or None,
        channel=told["kanal"] if told.get("kanal") in CHANNELS else None,
        age=told["alder"] if told.get("alder") in AGES else None,
        meeting=meeting,
        show_dismissed=told.get("avforda") == "1",
    )


def _board(wanted: BoardFilter) -> Board:
    return count_board(
        db.session, current_viewer(), wanted, today=clock.today(), unsorted_name=gettext("Ännu inte sorterat"),
        total_name=gettext("Alla ämnen"), unknown_name=gettext("Okänd plats"),
    )  # fmt: skip
