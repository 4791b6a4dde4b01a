"""The guard in front of every staff page: a live session, a permitted role, and no page that is in no list."""

from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from dialogue import clock
from dialogue.access import ROUTE_ROLES, Viewer
from dialogue.exceptions import Forbidden
from dialogue.extensions import db, transaction
from dialogue.staff import sessions

PUBLIC_BLUEPRINTS = frozenset({"pages", "intake", "meetings", "pledges", "answers", "opendata"})
OPEN_ENDPOINTS = frozenset({"staff.sign_in", "staff.accept_invite", "staff.demo_sign_in"})
NAVIGATION = {
    "scanning.show_board": _l("Översikt"),
    "organising.list_meetings": _l("Möten"),
    "scanning.list_urgent": _l("Brådskande"),
    "scanning.list_actions": _l("Beslut"),
    "problems.list_problems": _l("Problem"),
    "group.list_sittings": _l("Gruppen"),
    "reporting.list_reports": _l("Rapporter"),
    "following.list_pledges": _l("Löften"),
    "following.list_indicators": _l("Mätvärden"),
    "following.list_activities": _l("Snabblogg"),
    "staff.list_staff": _l("Personal"),
    "staff.read_log": _l("Logg"),
}


def init_app(app: Flask) -> None:
    """Register the guard, and give templates `viewer` and `staff_nav()`."""
    app.before_request(_guard)
    app.context_processor(lambda: {"viewer": g.get("viewer")})
    app.jinja_env.globals["staff_nav"] = navigation


def unlisted_endpoints(app: Flask) -> list[str]:
    """Endpoints that are neither public nor in the role table; there must be none."""
    return sorted(
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in ROUTE_ROLES
        and rule.endpoint not in OPEN_ENDPOINTS
        and rule.endpoint.partition(".")[0] not in PUBLIC_BLUEPRINTS
    )


def navigation() -> list[tuple[str, str]]:
    """(endpoint, words) of the pages that the viewer may open and that exist."""
    viewer = g.get("viewer")
    if viewer is None:
        return []
    pages = current_app.view_functions
    return [(page, str(words)) for page, words in NAVIGATION.items() if viewer.may(page) and page in pages]


def landing(viewer: Viewer) -> str:
    """Where somebody comes to after signing in: the board, else the first page of the navigation."""
    g.viewer = viewer
    pages = navigation()
    return url_for(pages[0][0]) if pages else "/"


def safe_next(path: str | None) -> str | None:
    """A path on this site to go on to, or None: never another host."""
    if not path or not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable():
        return None
    parts = urlsplit(path)
    return None if parts.scheme or parts.netloc else path


def _guard() -> ResponseReturnValue | None:
    endpoint = request.endpoint
    if endpoint is None or endpoint.partition(".")[0] in PUBLIC_BLUEPRINTS:
        return None
    if "dialogue.language" in request.environ:
        abort(404)  # staff pages are Swedish and live at one address
    if endpoint in OPEN_ENDPOINTS:
        return None
    if endpoint not in ROUTE_ROLES:
        raise RuntimeError(f"{endpoint} is in no list: {unlisted_endpoints(current_app)}")
    viewer = _viewer()
    if viewer is None:
        return _signed_out()
    if not viewer.may(endpoint):
        raise Forbidden(endpoint)
    g.viewer = viewer
    return None


def _signed_out() -> ResponseReturnValue:
    """To the sign-in page. What was written in a form is not lost: it waits on a page until one is signed in again.

    The form that takes it from there checks its own token, which is old by then, and shows it all once more.
    """
    told = [pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"]
    if told:
        return render_template("staff/signed_out.html", told=told), 401
    onward = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("staff.sign_in", next=onward), 303)


def _viewer() -> Viewer | None:
    token, now = session.get("token"), clock.now()
    viewer = sessions.viewer_of(db.session, token, now) if isinstance(token, str) else None
    if viewer is not None and sessions.needs_touch(db.session, str(token), now):
        with transaction() as writing:
            sessions.touch(writing, str(token), now)
    return viewer
