"""The encoder process as it runs, met by honest, broken and hostile clients."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from nlp.encode import EncoderUnavailable, get_encoder
from nlp.encoder_client import EncoderClient
from nlp.encoder_protocol import MAX_BODY_BYTES, MAX_TEXTS, receive_frame, send_frame

_START_SECONDS = 60.0


def start(path: Path) -> subprocess.Popen[str]:
    """A service that has said it is ready. Its log is on `stderr`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "nlp.encoder_service", "--socket", str(path)], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    line = process.stderr.readline()
    assert "ready" in line, line
    process.ready_line = line  # type: ignore[attr-defined]
    return process


def stop(process: subprocess.Popen[str]) -> str:
    """End a service if it still runs; what it logged after it was ready."""
    if process.poll() is None:
        process.terminate()
    return process.communicate(timeout=_START_SECONDS)[1]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A short path: a Unix socket's may not be longer than 107 bytes."""
    with tempfile.TemporaryDirectory(prefix="enc") as name:
        yield Path(name)


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[Path]:
    process = start(folder / "encoder.sock")
    yield folder / "encoder.sock"
    stop(process)


@pytest.fixture
def connection(service: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as opened:
        opened.settimeout(10)
        opened.connect(str(service))
        yield opened


def test_vectors_are_those_of_the_model(service: Path) -> None:
    client = EncoderClient(service)
    texts = ["Lampan är trasig", "", "a\0b", "\ud800", "x" * 50_000, *(f"text {number}" for number in range(20))]
    assert np.array_equal(client.encode(texts, timeout=60), get_encoder("e5").encode(texts))
    assert client.model_id == get_encoder("e5").model_id
    assert client.dimensions == 384
    assert client.encode([]).shape == (0, 384)


def test_only_its_own_user_may_open_the_socket(service: Path) -> None:
    assert stat.S_IMODE(service.stat().st_mode) == 0o600


def test_a_half_sent_request_holds_up_nobody_for_long(service: Path, connection: socket.socket) -> None:
    connection.sendall(b"\0\0\0\x40{")
    assert EncoderClient(service).encode(["efter"], timeout=30).shape == (1, 384)


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"GET / HTTP/1.1\r\n\r\n",
        b"\xff\xff\xff\xff" + b"x" * 2_000,
        b"\0\0\0\0",
        b"\0\0\0\x02[]",
        b'\0\0\0\x0c{"bytes":-1}',
        b"\0\0\0\x03abc",
        b"\0\0\x03\xe8" + b"[" * 1_000,
        os.urandom(5_000),
    ],
)
def test_garbage_is_dropped_and_the_service_lives(service: Path, garbage: bytes) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as opened:
        opened.connect(str(service))
        try:
            opened.sendall(garbage)
            opened.shutdown(socket.SHUT_WR)
        except OSError:
            assert garbage, "the service hung up on nothing"
    assert EncoderClient(service).encode(["lever"], timeout=30).shape == (1, 384)


@pytest.mark.parametrize(
    "body", [b"[1]", b'"text"', b"{}", b"nonsense", b'["a", "b"]', json.dumps(["a"] * (MAX_TEXTS + 1)).encode()]
)
def test_a_request_that_is_no_list_of_texts_is_refused(connection: socket.socket, body: bytes) -> None:
    send_frame(connection, {"texts": 1}, body, deadline=time.monotonic() + 10)
    header, answer = receive_frame(connection, deadline=time.monotonic() + 10)
    assert header["error"]
    assert answer == b""


def test_a_body_beyond_the_cap_is_never_read(connection: socket.socket) -> None:
    head = json.dumps({"texts": 1, "bytes": MAX_BODY_BYTES + 1}).encode()
    connection.sendall(len(head).to_bytes(4, "big") + head)
    assert connection.recv(1) == b""


def test_many_clients_at_once_all_get_their_own(service: Path) -> None:
    texts = [f"det här är text nummer {number}" for number in range(12)]
    answers: dict[str, np.ndarray] = {}

    def ask(text: str) -> None:
        answers[text] = EncoderClient(service).encode([text], timeout=60)[0]

    threads = [threading.Thread(target=ask, args=[text]) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = get_encoder("e5").encode(texts)
    assert all(np.array_equal(answers[text], row) for text, row in zip(texts, expected, strict=True))


def test_a_late_answer_is_no_answer(service: Path) -> None:
    with pytest.raises(EncoderUnavailable):
        EncoderClient(service).encode(["x" * 2_000] * 200, timeout=0.05)


def test_a_missing_service_is_unavailable(tmp_path: Path) -> None:
    client = EncoderClient(tmp_path / "none.sock")
    with pytest.raises(EncoderUnavailable):
        client.encode(["text"], timeout=0.5)
    with pytest.raises(EncoderUnavailable):
        _ = client.model_id


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"\0\0\0\x02{}",
        b'\0\0\0\x0b{"bytes":0}',
        b"nonsense that is no frame at all",
        b'\0\0\0\x2f{"model_id":"m","dimensions":2,"rows":1,"bytes":4}\0\0\0\0',
        b'\0\0\0\x32{"model_id":"m","dimensions":1,"rows":1,"bytes":4 }\xff\xff\xff\xff',
    ],
)
def test_a_service_that_talks_nonsense_is_unavailable(folder: Path, frame: bytes) -> None:
    path = folder / "false.sock"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(path))
        listener.listen()

        def answer() -> None:
            opened, _ = listener.accept()
            with opened:
                opened.recv(1_000)
                opened.sendall(frame)

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(EncoderUnavailable):
            EncoderClient(path).encode(["text"], timeout=5)
        thread.join()
    path.unlink()


def test_it_says_whether_it_is_isolated_and_stops_cleanly(folder: Path) -> None:
    path = folder / "own.sock"
    process = start(path)
    assert "isolation: " in process.ready_line  # type: ignore[attr-defined]
    log = stop(process)
    assert process.returncode == 0
    assert "stopped" in log
    assert not path.exists()


def test_texts_are_never_logged(folder: Path) -> None:
    path = folder / "silent.sock"
    process = start(path)
    EncoderClient(path).encode(["hemligheten"], timeout=30)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as opened:
        opened.connect(str(path))
        opened.sendall(b"hemligheten")
    EncoderClient(path).encode(["mer"], timeout=30)
    assert "hemligheten" not in stop(process)


def test_killed_half_way_it_is_unavailable_and_a_new_one_takes_over(folder: Path) -> None:
    path = folder / "killed.sock"
    process = start(path)
    killer = threading.Timer(0.2, process.send_signal, [signal.SIGKILL])
    killer.start()
    with pytest.raises(EncoderUnavailable):
        EncoderClient(path).encode(["x y z " * 300] * 2_000, timeout=60)
    killer.join()
    process.communicate()
    assert path.exists(), "a killed process leaves its socket behind"
    successor = start(path)
    assert EncoderClient(path).encode(["igen"], timeout=30).shape == (1, 384)
    stop(successor)


def test_two_services_do_not_share_a_socket(service: Path) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "nlp.encoder_service", "--socket", str(service)], capture_output=True, text=True
    )
    assert second.returncode == 1
    assert "cannot listen" in second.stderr
    assert EncoderClient(service).encode(["kvar"], timeout=30).shape == (1, 384)


def test_another_file_at_the_path_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("inte en socket")
    result = subprocess.run(
        [sys.executable, "-m", "nlp.encoder_service", "--socket", str(tmp_path / "s")], capture_output=True, text=True
    )
    assert result.returncode == 1
    assert (tmp_path / "s").read_text() == "inte en socket"
