"""A whole site as it runs in production: gunicorn, a worker and the encoder, each a real process."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED_MODELS = ROOT / "var" / "nlp"  # trained once for all tests: it takes half a minute


@dataclass
class Site:
    """The running processes and where they listen."""

    address: str
    environment: dict[str, str]
    folder: Path
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str) -> None:
        """Start (or start again) one of `web`, `worker`, `encoder`; or what a benchmark compares `web` with."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                self._command(name), cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self, name: str) -> None:
        """`kill -9` one of them, with its children."""
        with suppress(ProcessLookupError):
            os.killpg(self.processes[name].pid, 9)
        self.processes[name].wait()

    def kill_child(self, name: str) -> None:
        """`kill -9` a child of one of them, if it has one by now; gunicorn puts another in its place."""
        pid = self.processes[name].pid
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[:1]:
            with suppress(ProcessLookupError):
                os.kill(int(child), 9)

    def wait(self) -> None:
        """Until the site answers."""
        for _ in range(300):
            with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(f"{self.address}/om", timeout=5):
                return
            time.sleep(0.1)
        raise AssertionError((self.folder / "web.log").read_text())

    def flask(self, *arguments: str) -> str:
        """Run a command of the site; gives what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *arguments],
            cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout

    def _command(self, name: str) -> list[str]:
        python = sys.executable
        return {
            "encoder": [python, "-m", "nlp.encoder_service", "--socket", str(self.folder / "encoder.sock")],
            "worker": [python, "-m", "flask", "--app", "wsgi", "worker"],
            "web": self._gunicorn("wsgi:app"),
            "bare": self._gunicorn("tests.bench.bare:create_bare()"),
            "hashed": self._gunicorn("tests.bench.bare:create_hashed()"),
        }[name]

    def _gunicorn(self, app: str) -> list[str]:
        return [
            sys.executable, "-m", "gunicorn", app, "--bind", self.address.removeprefix("http://"), "--workers", "2",
            "--threads", "4", "--worker-class", "gthread", "--no-control-socket", "--log-level", "warning",
        ]  # fmt: skip


@contextmanager
def running_site(
    url: str, folder: Path, *parts: str, demo: bool = False, prepare: bool = False, proxies: int = 1
) -> Iterator[Site]:
    """A site on the database at `url`, writing under `folder`: `parts` of it (default: all), on demo data if asked.

    It believes one proxy in front, so that a test can be many citizens.
    """
    SHARED_MODELS.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        (folder / "nlp").symlink_to(SHARED_MODELS)
    environment = os.environ | {
        "DIALOGUE_SECRET_KEY": "s" * 40,
        "DIALOGUE_RECEIPT_KEY": "r" * 40,
        "DIALOGUE_DATABASE_URL": url,
        "DIALOGUE_DATA_DIR": str(folder),
        "DIALOGUE_SECURE_COOKIES": "false",
        "DIALOGUE_TRUSTED_PROXIES": str(proxies),
        "DIALOGUE_DEMO": "true" if demo else "false",
        "DIALOGUE_DEMO_KEY": "d" * 32 if demo else "",
    }
    site = Site(f"http://127.0.0.1:{_free_port()}", environment, folder)
    try:
        if prepare:
            site.flask("demo", "prepare")
        for part in parts or ("encoder", "worker", "web"):
            site.start(part)
        site.wait()
        yield site
    finally:
        for name in site.processes:
            site.kill(name)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
