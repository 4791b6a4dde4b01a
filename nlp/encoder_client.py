"""The other end of `python -m nlp.encoder_service`: vectors within a time budget, or `EncoderUnavailable`."""

import json
import socket
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nlp.encode import EncoderUnavailable, Vectors
from nlp.encoder_protocol import BadFrameError, receive_frame, send_frame
from nlp.tokens import clean

# few texts a request: a web process in a hurry waits for no more than one of the worker's batches
_BATCH = 8
_MAX_DIMENSIONS = 4_096
_FLOAT_BYTES = 4
_MAX_ANSWER = _BATCH * _MAX_DIMENSIONS * _FLOAT_BYTES
_DEFAULT_TIMEOUT = 60.0
# a timeout of zero would mean "do not block", which is another error
_SHORTEST = 0.001


class EncoderClient:
    """An `Encoder` whose model lives in another process. Keeps no connection, so the process may restart."""

    def __init__(self, socket_path: Path | str, timeout: float = _DEFAULT_TIMEOUT) -> None:
        """Talk to the service at `socket_path`; `timeout` (seconds) holds where a call names none."""
        self._path = str(socket_path)
        self._timeout = timeout
        self._who: tuple[str, int] | None = None

    @property
    def model_id(self) -> str:
        """The id of the service's model, asked for once. Raises EncoderUnavailable."""
        return self._identity()[0]

    @property
    def dimensions(self) -> int:
        """The length of the vectors, asked for once. Raises EncoderUnavailable."""
        return self._identity()[1]

    def encode(self, texts: Sequence[str], timeout: float | None = None) -> Vectors:
        """(n, dimensions) float32, unit rows, within `timeout` seconds in all. Raises EncoderUnavailable."""
        deadline = time.monotonic() + (self._timeout if timeout is None else timeout)
        parts = [
            self._ask([clean(text) for text in texts[start : start + _BATCH]], deadline)
            for start in range(0, len(texts), _BATCH)
        ]
        return np.concatenate(parts) if parts else np.zeros((0, self.dimensions), dtype=np.float32)

    def _identity(self) -> tuple[str, int]:
        if self._who is None:
            self._ask([], time.monotonic() + self._timeout)
        if self._who is None:
            raise EncoderUnavailable("the encoder process does not say who it is")
        return self._who

    def _ask(self, texts: list[str], deadline: float) -> Vectors:
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                connection.settimeout(max(deadline - time.monotonic(), _SHORTEST))
                connection.connect(self._path)
                body = json.dumps(texts, ensure_ascii=False).encode()
                send_frame(connection, {"texts": len(texts)}, body, deadline=deadline)
                header, answer = receive_frame(connection, deadline=deadline, max_body_bytes=_MAX_ANSWER)
            return self._read(header, answer, len(texts))
        except (OSError, EOFError, BadFrameError) as error:
            raise EncoderUnavailable(f"the encoder process gives no vectors: {type(error).__name__}") from error

    def _read(self, header: dict[str, Any], answer: bytes, count: int) -> Vectors:
        model_id, dimensions = header.get("model_id"), header.get("dimensions")
        if not isinstance(model_id, str) or not isinstance(dimensions, int) or dimensions < 1:
            raise BadFrameError("the answer names no model")
        if len(answer) != count * dimensions * _FLOAT_BYTES:
            raise BadFrameError("the answer has the wrong size")
        vectors = np.frombuffer(answer, dtype="<f4").reshape(count, dimensions).astype(np.float32)
        if not np.isfinite(vectors).all():
            raise BadFrameError("the answer is not made of numbers")
        self._who = (model_id, dimensions)
        return vectors
