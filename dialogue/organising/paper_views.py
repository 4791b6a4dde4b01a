"""Paper notes: typed in a batch that is saved as it grows, read through masked, then stored all at once."""

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from dialogue import clock, jobs, meeting_words
from dialogue.exceptions import StaleEdit
from dialogue.extensions import db, transaction
from dialogue.municipality import settings
from dialogue.organising import paper_actions, paper_queries
from dialogue.organising.blueprint import bp, current_viewer, record
from dialogue.organising.heads import Head, head_of
from dialogue.organising.paper_actions import Kept
from dialogue.organising.paper_queries import Batch
from dialogue.organising.paper_rows import MOST_ROWS, PaperRow, Papers, from_form, only_offered
from dialogue.organising.poster_queries import PlaceName, places
from dialogue.screening import Screened, screen_all

EMPTY_ROWS = 10
MAX_BODY = 1024 * 1024  # bytes: two hundred notes as long as they may be
LARGE = frozenset({"organising.write_paper", "organising.save_paper"})


@bp.url_value_preprocessor
def take_large_batches(_endpoint: str | None, _values: dict[str, object] | None) -> None:
    """A batch is larger than any other form; said before anything reads it."""
    if request.endpoint in LARGE:
        request.max_content_length = request.max_form_memory_size = MAX_BODY


@bp.route("/<code>/lappar", methods=["GET", "POST"])
def write_paper(code: str) -> ResponseReturnValue:
    """The rows so far, and some empty ones; by POST they are saved, and read through if asked."""
    head = head_of(db.session, current_viewer(), code)
    if request.method != "POST":
        batch = paper_queries.batch_of(db.session, current_viewer(), head.id)
        return _page(head, batch or Batch(Papers(), paper_actions.NONE_YET))
    papers = _posted()
    if not head.collects or len(papers.rows) > MOST_ROWS:
        return _page(head, Batch(papers, _version()), refused=True), 422
    kept = _keep(head, papers)
    if kept.added:
        return _page(head, Batch(kept.papers, kept.version), merged=len(kept.added)), 409
    if "read" in request.form and kept.papers.problems():
        return _page(head, Batch(kept.papers, kept.version), checked=True), 422
    goes_on = "read" in request.form and kept.papers.rows
    return redirect(url_for(".read_paper" if goes_on else ".write_paper", code=code), 303)


@bp.post("/<code>/lappar/spara")
def save_paper(code: str) -> ResponseReturnValue:
    """Save what is typed so far, for the script that asks every few seconds."""
    head, papers = head_of(db.session, current_viewer(), code), _posted()
    if not head.collects or len(papers.rows) > MOST_ROWS:
        return jsonify(problem=_most()), 422
    kept = _keep(head, papers)
    added = [{"text": row.text, "area": row.area, "age": row.age} for row in kept.added]
    return jsonify(version=kept.version, added=added, said=_("Sparat %(time)s", time=f"{clock.here():%H:%M}"))


@bp.get("/<code>/lappar/lasning")
def read_paper(code: str) -> ResponseReturnValue:
    """The notes as they will be stored."""
    head = head_of(db.session, current_viewer(), code)
    return _read(head)


@bp.post("/<code>/lappar/lagra")
def store_paper(code: str) -> ResponseReturnValue:
    """Store all notes at once. The same page sent twice stores them once."""
    viewer, head, version = current_viewer(), head_of(db.session, current_viewer(), code), _version()
    batch = paper_queries.batch_of(db.session, viewer, head.id)
    if batch and (batch.version != version or batch.papers.problems()):
        return _read(head, changed=True)
    screened = _screened(batch.papers) if batch else []
    try:
        with transaction() as session:
            stored = paper_actions.store_papers(session, viewer, head.id, screened, version=version, now=clock.here())
            if stored is not None:
                record(session, viewer, "paper.stored", meeting=head.code, notes=len(stored))
    except StaleEdit:
        return _read(head, changed=True)
    if stored is None:
        return redirect(url_for(".write_paper", code=code, sparade=0), 303)
    jobs.wake()
    urgent = sum(row.urgent for row in stored)
    return redirect(url_for(".write_paper", code=code, sparade=len(stored), akuta=urgent or None), 303)


def _read(head: Head, *, changed: bool = False) -> ResponseReturnValue:
    batch = paper_queries.batch_of(db.session, current_viewer(), head.id)
    if batch is None or not batch.papers.rows or batch.papers.problems():
        return redirect(url_for(".write_paper", code=head.code), 303)
    areas = {area.code: area.name for area in places(db.session, current_viewer())}
    notes = []
    for row, judged in zip(batch.papers.rows, _screened(batch.papers), strict=True):
        area, age = batch.papers.told(row)
        notes.append((judged, areas.get(area, ""), meeting_words.AGES.get(age, "")))
    page = render_template(
        "organising/read_paper.html",
        head=head,
        notes=notes,
        urgent=sum(judged.verdict.urgent for judged, _area, _age in notes),
        version=batch.version,
        changed=changed,
    )
    return page, 409 if changed else 200


def _screened(papers: Papers) -> list[Screened]:
    return screen_all([row.text for row in papers.rows], settings().encoder_socket)


def _keep(head: Head, papers: Papers) -> Kept:
    masked = papers.masked()
    with transaction() as session:
        return paper_actions.keep_papers(
            session, current_viewer(), head.id, masked, version=_version(), now=clock.now()
        )


def _posted() -> Papers:
    told = request.form
    papers = from_form(
        told.getlist("text"), told.getlist("area"), told.getlist("age"),
        area=told.get("area_all", ""), age=told.get("age_all", ""),
    )  # fmt: skip
    areas = (area.code for area in places(db.session, current_viewer()))
    return only_offered(papers, areas, meeting_words.AGES)


def _version() -> int:
    told = request.form.get("version", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 11 else paper_actions.NONE_YET


def _most() -> str:
    return str(_("Högst %(most)d lappar på en gång. Spara de här först och börja en ny bunt.", most=MOST_ROWS))


def _words(problem: str) -> str:
    return str(_("Skriv minst tre tecken, eller töm raden.") if problem == "short" else _("Högst 1 500 tecken."))


def _count(name: str) -> int | None:
    """A number of the address that the page before sent us to; nothing where it was typed by hand as something else."""
    told = request.args.get(name, "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 5 else None


def _page(head: Head, batch: Batch, *, merged: int = 0, refused: bool = False, checked: bool = False) -> str:
    areas: list[PlaceName] = places(db.session, current_viewer())
    rows = [*batch.papers.rows, *[PaperRow("")] * EMPTY_ROWS]
    return render_template(
        "organising/write_paper.html",
        head=head,
        papers=batch.papers,
        rows=rows,
        version=batch.version,
        areas=areas,
        ages=meeting_words.AGES,
        merged=merged,
        refused=_most() if refused and head.collects else "",
        problems={place: _words(problem) for place, problem in batch.papers.problems()} if checked else {},
        stored=_count("sparade"),
        urgent=_count("akuta"),
    )
