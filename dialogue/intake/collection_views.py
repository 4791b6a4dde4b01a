"""Collection mode: a tablet that goes round at a meeting. One text a person, then the screen is empty again.

It runs without a staff session and knows no way out but the organiser's exit code, or the end time.
"""

import hmac

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from dialogue import clock, gate
from dialogue.collecting import collection_key, hash_exit, hash_start, read_start_code
from dialogue.extensions import db, transaction
from dialogue.intake import collection_actions, flow
from dialogue.intake.collection_queries import TabletCollection, find_collection
from dialogue.intake.flow import Way
from dialogue.municipality import current_municipality, settings
from dialogue.origin import is_same_origin
from dialogue.throttle import LOOK_UP
from dialogue.tries import EXIT

FOLDER = "intake/kiosk"
THANKS_SECONDS = 20
LEFT_SECONDS = 180  # a preview that somebody walked away from, where no script counts
FORGET = '"cache", "storage"'


def start_tablet() -> ResponseReturnValue:
    """The field for the start code; by POST, on to the collection that it starts."""
    if request.method != "POST":
        return _ask_start()
    refusal = gate.refusal(LOOK_UP)
    if refusal is not None:
        return _ask_start(refusal.why, refusal.status)
    code = read_start_code(request.form.get("code", ""))
    if _collection(code) is None:
        why = gettext("Ingen insamling har den koden. Titta på koden en gång till, eller fråga den som leder mötet.")
        return _ask_start(why, 422)
    return redirect(url_for(".fill_tablet", token=code), 303)


def fill_tablet(token: str) -> ResponseReturnValue:
    """The empty form on a tablet; by POST, the text as it would be stored."""
    found, stop = _entered(token)
    if found is None:
        return stop
    way = _way(found, token)
    if request.method != "POST":
        return flow.open_form(way, found.meeting)
    return _emptied(flow.preview(way), way, LEFT_SECONDS)


def send_tablet(token: str) -> ResponseReturnValue:
    """Store the text, show its receipt for a while, then the empty form."""
    found, stop = _entered(token)
    if found is None:
        return stop
    way = _way(found, token)
    return _emptied(flow.send(way), way, THANKS_SECONDS)


def end_tablet(token: str) -> ResponseReturnValue:
    """End the collection by the organiser's exit code. Guesses are counted per collection, not by who guesses."""
    found, stop = _entered(token)
    if found is None:
        return stop
    foreign = gate.foreign_post()
    if foreign is not None:
        return _ask_exit(found, token, foreign.why, foreign.status)
    if not gate.may_try(EXIT, str(found.id)):
        return _ask_exit(found, token, gettext("Det var många försök. Vänta några minuter."), 429)
    given = hash_exit(collection_key(settings()), request.form.get("code", ""))
    if not hmac.compare_digest(given, found.exit_hash):
        return _ask_exit(found, token, gettext("Koden stämmer inte. Insamlingen går vidare."), 422)
    with transaction() as session:
        collection_actions.end_collection(session, found.id, now=clock.now())
    return _over()


def leave_staff(token: str) -> ResponseReturnValue:
    """Take the staff cookie off this device, so that whoever gets the tablet has no way into the desk."""
    response = redirect(url_for(".fill_tablet", token=token), 303)
    if not is_same_origin():
        return response  # another site signs nobody out
    response.delete_cookie(current_app.config["SESSION_COOKIE_NAME"])
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def _entered(token: str) -> tuple[TabletCollection | None, ResponseReturnValue]:
    """The collection, or the page that answers instead."""
    found = _collection(token)
    if found is None:
        return None, (render_template(f"{FOLDER}/unknown.html"), 404)
    now = clock.now()
    if not (found.is_open(now) if request.method != "POST" else found.takes(now)):
        return None, _over()
    if current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
        return None, render_template(f"{FOLDER}/signed_in.html", token=token)
    return found, ""


def _collection(code: str) -> TabletCollection | None:
    token_hash = hash_start(collection_key(settings()), code)
    return find_collection(db.session, current_municipality().id, token_hash)


def _way(found: TabletCollection, token: str) -> Way:
    """Home is the Swedish form: the next person is not to see which language the one before chose."""
    preview = url_for(".fill_tablet", token=token)
    home = preview.removeprefix(request.script_root)
    left = max(0, int((found.ended_at - clock.now()).total_seconds()))
    return Way(FOLDER, preview, url_for(".send_tablet", token=token), tablet=found, home=home, seconds_left=left)


def _emptied(answer: ResponseReturnValue, way: Way, seconds: int) -> Response:
    """The answer, which makes room for the empty form by itself, without any script."""
    response = make_response(answer)
    if response.status_code == 200:
        response.headers["Refresh"] = f"{seconds}; url={way.home}"
    return response


def _over() -> Response:
    response = make_response(render_template(f"{FOLDER}/over.html"), 410)
    response.headers["Clear-Site-Data"] = FORGET
    return response


def _ask_start(problem: str = "", status: int = 200) -> ResponseReturnValue:
    typed = request.form.get("code", "")[:40]
    return render_template(f"{FOLDER}/start_tablet.html", problem=problem, typed=typed), status


def _ask_exit(found: TabletCollection, token: str, problem: str, status: int) -> ResponseReturnValue:
    return render_template(f"{FOLDER}/end_tablet.html", way=_way(found, token), token=token, problem=problem), status


def register(bp: Blueprint) -> None:
    """Add the pages to the blueprint of the form."""
    bp.add_url_rule("/insamling", view_func=start_tablet, methods=["GET", "POST"])
    bp.add_url_rule("/insamling/<token>", view_func=fill_tablet, methods=["GET", "POST"])
    bp.post("/insamling/<token>/skicka")(send_tablet)
    bp.post("/insamling/<token>/avsluta")(end_tablet)
    bp.post("/insamling/<token>/logga-ut")(leave_staff)
