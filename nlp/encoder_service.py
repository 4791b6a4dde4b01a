"""The encoder process: `python -m nlp.encoder_service --socket PATH`.

The encoder is native code that reads strangers' texts. It therefore runs alone: no network, a socket that
only its own user may open, capped requests, one at a time. Texts are never logged. The other end:
`nlp.encoder_client`.
"""

import argparse
import json
import logging
import os
import signal
import socket
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nlp.encoder_protocol import MAX_TEXTS, BadFrameError, receive_frame, send_frame
from nlp.isolation import isolate

if TYPE_CHECKING:
    from nlp.encode import Encoder

_LOG = logging.getLogger("nlp.encoder_service")
# a client that stops half-way holds up the others for no longer than this
_RECEIVE_SECONDS = 1.0
_SEND_SECONDS = 5.0
_BACKLOG = 64


def main(arguments: Sequence[str] | None = None) -> int:
    """Isolate the process, load the model, answer requests until SIGTERM or SIGINT."""
    parser = argparse.ArgumentParser(prog="python -m nlp.encoder_service", description=__doc__)
    parser.add_argument("--socket", type=Path, required=True, help="path of the Unix socket to listen on")
    parser.add_argument("--encoder", default="e5", help="e5, lsa, or the folder of a model exported to ONNX")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(name)s %(levelname)s %(message)s")
    try:
        listener = listen(options.socket)
    except OSError as error:
        _LOG.error("cannot listen on %s: %s", options.socket, error)
        return 1
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave)
    try:
        isolation = isolate()
        encoder = _warm_encoder(options.encoder)
        _LOG.info("ready: %s on %s; isolation: %s", encoder.model_id, options.socket, isolation)
        serve(listener, encoder)
    except _Leaving:
        _LOG.info("stopped")
    finally:
        listener.close()
        options.socket.unlink(missing_ok=True)
    return 0


def _warm_encoder(name: str) -> "Encoder":
    from nlp.encode import EncoderUnavailable, get_encoder  # NumPy starts threads, which would forbid the isolation

    try:
        encoder = get_encoder(name)
        encoder.encode(["uppvärmning"])  # the first text pays for reading the weights; let it not be a sender's
    except EncoderUnavailable as error:
        _LOG.error("%s", error)
        raise SystemExit(1) from error
    return encoder


def listen(path: Path) -> socket.socket:
    """A listening socket that only this user may open; a dead one at the same path is removed.

    Raises OSError if a living service answers there, or if something else than a socket lies there.
    """
    if path.is_socket() and not _answers(path):
        path.unlink()
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = os.umask(0o177)  # born closed: there is no moment at which a stranger could connect
        try:
            listener.bind(str(path))
        finally:
            os.umask(before)
        listener.listen(_BACKLOG)
    except BaseException:
        listener.close()
        raise
    return listener


def serve(listener: socket.socket, encoder: "Encoder") -> None:
    """Answer one request at a time, for ever. No request can end the loop, however broken it is."""
    while True:
        connection, _ = listener.accept()
        with connection:
            try:
                answer(connection, encoder)
            except (OSError, EOFError, BadFrameError) as error:
                _LOG.warning("a request was dropped: %s", type(error).__name__)


def answer(connection: socket.socket, encoder: "Encoder") -> None:
    """Read one request and send its vectors, or an error's name."""
    header, body = receive_frame(connection, deadline=time.monotonic() + _RECEIVE_SECONDS)
    try:
        texts = _texts(header, body)
    except BadFrameError as error:
        send_frame(connection, {"error": str(error)}, deadline=time.monotonic() + _SEND_SECONDS)
        raise
    vectors = encoder.encode(texts)
    about = {"model_id": encoder.model_id, "dimensions": encoder.dimensions, "rows": len(texts)}
    send_frame(connection, about, vectors.astype("<f4").tobytes(), deadline=time.monotonic() + _SEND_SECONDS)


def _texts(header: dict[str, Any], body: bytes) -> list[str]:
    try:
        texts = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadFrameError("the body is not JSON") from error
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise BadFrameError("the body is no list of texts")
    if len(texts) > MAX_TEXTS or len(texts) != header.get("texts"):
        raise BadFrameError("the number of texts is wrong")
    return texts


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(_RECEIVE_SECONDS)
        try:
            probe.connect(str(path))
        except (ConnectionRefusedError, FileNotFoundError):
            return False
        except OSError:
            return True
        return True


class _Leaving(BaseException):
    """SIGTERM or SIGINT came. Not an error: no `except Exception` may stop it."""


def _leave(_number: int, _frame: object) -> None:
    raise _Leaving


if __name__ == "__main__":
    raise SystemExit(main())
