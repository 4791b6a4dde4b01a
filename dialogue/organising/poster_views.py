"""Posters of a meeting in every language, and sheets of QR codes for a place."""

from urllib.parse import quote

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from dialogue import meeting_words
from dialogue.extensions import db
from dialogue.language import BY_CODE, LANGUAGES, language_name, listed
from dialogue.organising import poster_queries
from dialogue.organising.blueprint import bp, current_viewer
from dialogue.organising.heads import head_of
from dialogue.organising.poster_queries import PlaceName, Poster, Said
from dialogue.posters import PAPERS, as_it_is, one_sheet, qr_image, without_scheme
from dialogue.public_address import public_root

CARDS = (1, 4, 8)
LONGEST, MOST_LINES = 320, 6  # of one text: what is more is said to be on the meeting's page


@bp.get("/<code>/affischer")
def show_posters(code: str) -> ResponseReturnValue:
    """The languages and sizes that a meeting's poster comes in."""
    head = head_of(db.session, current_viewer(), code)
    written = {"sv"} | poster_queries.languages_written(db.session, head.id)
    return render_template(
        "organising/show_posters.html", head=head, papers=tuple(PAPERS), languages=LANGUAGES, written=written
    )


@bp.get("/<code>/affisch-<lang>-<paper>.pdf")
def download_poster(code: str, lang: str, paper: str) -> ResponseReturnValue:
    """A poster to print."""
    if lang not in BY_CODE or paper not in PAPERS:
        abort(404)
    viewer = current_viewer()
    poster = poster_queries.poster_of(db.session, viewer, code, lang)
    root = _root(lang)
    addresses = {"meeting": f"{root}moten/{quote(code)}", "tell": f"{root}oro?mote={quote(code)}"}
    with force_locale(lang):
        made = one_sheet(lambda points: _poster_page(poster, lang, paper, points, addresses), paper)
    return _pdf(made, f"affisch-{code}-{lang}-{paper}.pdf")


@bp.get("/qr")
def show_qr() -> ResponseReturnValue:
    """Choose a place and how many codes a sheet."""
    places = poster_queries.places(db.session, current_viewer())
    return render_template("organising/show_qr.html", places=places, cards=CARDS, languages=LANGUAGES)


@bp.get("/qr.pdf")
def download_qr() -> ResponseReturnValue:
    """A sheet of QR codes that open the form with the place filled in."""
    lang, cards = request.args.get("sprak", "sv"), request.args.get("antal", "1")
    if lang not in BY_CODE or cards not in map(str, CARDS):
        abort(404)
    place = poster_queries.place(db.session, current_viewer(), request.args.get("plats", "").replace("\0", ""))
    address = f"{_root(lang)}oro?plats={quote(place.code)}"
    with force_locale(lang):
        made = as_it_is(_qr_page(place, lang, int(cards), address))
    return _pdf(made, f"qr-{place.code}-{lang}-{cards}.pdf")


def clipped(said: Said) -> tuple[str, bool]:
    """A text whole, or its first lines, sentences or words, with the rest left to the meeting's page."""
    lines = [line.strip() for line in said.text.splitlines() if line.strip()]
    text, is_cut = "\n".join(lines[:MOST_LINES]), len(lines) > MOST_LINES
    if len(text) <= LONGEST:
        return text, is_cut
    start = text[: LONGEST + 1]
    sentence = max(start.rfind(stop) for stop in (". ", "? ", "! ", ".\n", "؟ "))
    cut = sentence + 1 if sentence > LONGEST // 2 else max(start.rfind(" "), start.rfind("\n"))
    return start[:cut].strip() or start[:LONGEST], True


def title_size(title: str) -> str:
    """The class of a title's size: long titles, and long words, in smaller letters."""
    longest_word = max((len(word) for word in title.split()), default=0)
    for name, characters, word in (("huge", 28, 13), ("large", 48, 16), ("middle", 80, 20), ("small", 120, 30)):
        if len(title) <= characters and longest_word <= word:
            return name
    return "least"


def _poster_page(poster: Poster, lang: str, paper: str, points: float, addresses: dict[str, str]) -> str:
    return render_template(
        "posters/poster.html",
        poster=poster,
        language=BY_CODE[lang],
        paper=paper,
        points=points,
        size=title_size(poster.title.text),
        texts={name: clipped(getattr(poster, name)) for name in ("about", "can_influence", "decided")},
        hosts=_hosts(poster),
        access=[meeting_words.ACCESS[code] for code in poster.access],
        spoken=listed(language_name(code) for code in poster.languages),
        interpreted=listed(language_name(code) for code in poster.interpreter),
        directions={code: known.direction for code, known in BY_CODE.items()},
        codes={name: (qr_image(address), without_scheme(address)) for name, address in addresses.items()},
    )


def _hosts(poster: Poster) -> str:
    """Who invites, in words: an association by its name where that is told, else all of them by theirs in brackets."""
    words = {host: str(meeting_words.HOSTS[host]) for host in poster.hosts}
    told = {host: word[:1].lower() + word[1:] for host, word in words.items()}  # they stand within a sentence
    if "association" in told and poster.host_names:
        return listed((told | {"association": poster.host_names}).values())
    return f"{listed(told.values())} ({poster.host_names})" if poster.host_names else listed(told.values())


def _qr_page(place: PlaceName, lang: str, cards: int, address: str) -> str:
    return render_template(
        "posters/qr_sheet.html",
        place=place,
        language=BY_CODE[lang],
        cards=cards,
        code=qr_image(address),
        address=without_scheme(address),
    )


def _root(lang: str) -> str:
    """The public address of the viewer's municipality, in a language."""
    root = public_root(poster_queries.municipality_code(db.session, current_viewer()))
    return root if lang == "sv" else f"{root}{lang}/"


def _pdf(made: bytes, name: str) -> Response:
    return Response(made, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})
