"""The WSGI entry point: `gunicorn wsgi:app`, `flask --app wsgi`."""

from dialogue import create_app
from dialogue.screening import warm

app = create_app()
warm()
