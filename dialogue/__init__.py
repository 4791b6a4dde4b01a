"""The site: citizens' concerns by topic and area, for a municipality and its police."""

from flask import Flask
from flask.cli import NoAppException
from werkzeug.middleware.proxy_fix import ProxyFix

from dialogue import addresses, assets, cli, error_pages, formatting, jobs, language, logs, security_headers
from dialogue.answers.views import bp as answers
from dialogue.exceptions import BadSettings
from dialogue.extensions import alembic, babel, compress, csrf, db, tune_sqlite
from dialogue.following.views import bp as following
from dialogue.group.views import bp as group
from dialogue.intake.views import bp as intake
from dialogue.meetings.views import bp as meetings
from dialogue.opendata.views import bp as opendata
from dialogue.organising.views import bp as organising
from dialogue.pages.views import bp as pages
from dialogue.pledges.views import bp as pledges
from dialogue.problems.views import bp as problems
from dialogue.reporting.views import bp as reporting
from dialogue.scanning.views import bp as scanning
from dialogue.settings import Settings, read_settings
from dialogue.staff import guard
from dialogue.staff.views import bp as staff

__all__ = ["create_app"]

PUBLIC = (pages, intake, meetings, pledges, answers, opendata)
STAFF = (staff, scanning, organising, problems, group, following, reporting)
MAX_BODY = 256 * 1024  # bytes: a concern is 1,500 characters, a review moves at most some hundred texts


def create_app(settings: Settings | None = None) -> Flask:
    """Make the site from its settings (by default from the environment)."""
    settings = settings or _settings()
    logs.configure()
    app = Flask(__name__, template_folder="../templates", static_folder=None)
    app.extensions["settings"] = settings
    app.config.from_mapping(_flask_config(settings))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    tune_sqlite(app)
    alembic.init_app(app)
    babel.init_app(app, locale_selector=language.current_code)
    compress.init_app(app)
    csrf.init_app(app)
    for part in (addresses, formatting, security_headers, error_pages, guard, jobs, cli):
        part.init_app(app)
    for blueprint in PUBLIC:
        csrf.exempt(blueprint)  # no cookie, no token: see dialogue.origin
    for blueprint in PUBLIC + STAFF:
        app.register_blueprint(blueprint)
    app.wsgi_app = language.LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]
    assets.init_app(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=0, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _settings() -> Settings:
    """The command line shows this exception as one sentence instead of a traceback."""
    try:
        return read_settings()
    except BadSettings as error:
        raise NoAppException(str(error)) from None


def _flask_config(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key.get_secret_value(),
        "SQLALCHEMY_ENGINES": {"default": settings.engine_url},
        "ALEMBIC": {"script_location": "migrations"},
        "TRUSTED_HOSTS": settings.trusted_hosts,
        "MAX_CONTENT_LENGTH": MAX_BODY,
        "MAX_FORM_MEMORY_SIZE": MAX_BODY,
        "SESSION_COOKIE_NAME": "dialogue_staff",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "BABEL_DEFAULT_LOCALE": "sv",
        "BABEL_DEFAULT_TIMEZONE": "Europe/Stockholm",
        "WTF_CSRF_TIME_LIMIT": None,
        "COMPRESS_STREAMS": False,
    }
