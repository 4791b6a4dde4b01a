"""`make run`: the whole site on one's own machine – database, demo data, site, worker and encoder, in one terminal.

Everything it writes lies under `var/`. Ctrl-C stops all of it.
"""

import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

from dialogue import create_app
from dialogue.cli import fill_demo
from dialogue.settings import ROOT
from dialogue.staff.demo import demo_token

ROLES = {
    "coordinator": "Samordnare: tavlan, brådskande texter, möten, problem, gruppen, rapporter",
    "analyst": "Analytiker, kommun: tavlan, texter, problem, gruppen, mätvärden, rapporter",
    "police": "Analytiker, polis: tavlan, texter, problem, gruppen, snabblogg",
    "organiser": "Mötesvärd: möten från utkast till sammanfattning, tavlans antal",
    "admin": "Administratör: konton och logg, inga texter",
}
START_SECONDS = 120


def main() -> int:
    """Start everything, print where to click, and wait for Ctrl-C."""
    port = int(os.environ.get("PORT", "8000"))
    environment = _environment(ROOT / "var")
    _prepare(environment)
    web, *others = _commands(port, environment)
    processes = [_start(web, environment)]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _wait_until_it_answers(port)
        processes += [_start(command, environment) for command in others]  # they need seconds; the site can be read
        _say_where_to_click(port, environment["DIALOGUE_DEMO_KEY"])
        while all(process.poll() is None for process in processes):
            time.sleep(0.3)
        return 1  # a part died: stop the rest rather than run on half
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(processes)


def _environment(data: Path) -> dict[str, str]:
    """Secrets are made at the first start and kept, readable by their owner only; the demo key is new each time."""
    data.mkdir(exist_ok=True)
    kept = data / "secrets.env"
    kept.touch(mode=0o600)
    made = {name: secrets.token_hex(32) for name in ("DIALOGUE_SECRET_KEY", "DIALOGUE_RECEIPT_KEY")}
    told = made | {"DIALOGUE_SECURE_COOKIES": "false"} | dict(line.split("=", 1) for line in kept.read_text().split())
    kept.write_text("".join(f"{name}={value}\n" for name, value in told.items()))
    defaults = told | {"DIALOGUE_DATA_DIR": str(data)}
    forced = {"DIALOGUE_DEMO": "true", "DIALOGUE_DEMO_KEY": secrets.token_hex(16), "FLASK_APP": "wsgi"}
    return defaults | os.environ | forced


def _commands(port: int, environment: dict[str, str]) -> list[list[str]]:
    python = sys.executable
    encoder = str(Path(environment["DIALOGUE_DATA_DIR"]) / "encoder.sock")
    gunicorn = [
        python, "-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4",
        "--worker-class", "gthread", "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip
    return [
        gunicorn,
        [python, "-m", "nlp.encoder_service", "--socket", encoder],
        [python, "-m", "flask", "worker"],
    ]


def _start(command: list[str], environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603 — our own commands


def _prepare(environment: dict[str, str]) -> None:
    """In a fork, which has imported all it needs already, and whose memory is given back when it ends."""
    child = get_context("fork").Process(target=_fill, args=(environment,))
    child.start()
    child.join()
    if child.exitcode:
        raise SystemExit("the demonstration's data could not be made ready")


def _fill(environment: dict[str, str]) -> None:
    os.environ.update(environment)
    with create_app().app_context():
        fill_demo()


def _wait_until_it_answers(port: int) -> None:
    for _ in range(START_SECONDS * 5):
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/om", timeout=5):
            return
        time.sleep(0.2)
    raise SystemExit(f"the site does not answer on port {port}")


def _say_where_to_click(port: int, key: str) -> None:
    address = f"http://127.0.0.1:{port}"
    lines = [
        "",
        f"Berätta (invånare):  {address}/",
        *(f"{text}\n    {address}/logga-in/demo/{role}/{demo_token(key, role)}" for role, text in ROLES.items()),
        "",
        "Länkarna gäller tills du stänger (Ctrl-C). Skriv en oro på första länken och se den på tavlan.",
        "",
    ]
    sys.stdout.write("\n".join(lines))
    sys.stdout.flush()


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


if __name__ == "__main__":
    raise SystemExit(main())
