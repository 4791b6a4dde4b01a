"""How the encoder process and its clients talk: length-prefixed frames over a Unix socket.

A frame is four bytes of length (big-endian), that many bytes of JSON header, and as many bytes of body as
the header's `bytes` says. Request: header `{"texts": n, "bytes": b}`, body: n texts as a JSON array. Answer:
header `{"model_id": …, "dimensions": d, "rows": n, "bytes": 4·n·d}`, body: little-endian float32, row by row;
or `{"error": …, "bytes": 0}`. A request for no texts asks who answers.
"""

import json
import socket
import time
from typing import Any

MAX_TEXTS = 64
MAX_HEADER_BYTES = 1_000
# 64 texts of 2,000 characters, four bytes each, with room for JSON's escapes
MAX_BODY_BYTES = 1_000_000
_LENGTH_BYTES = 4
_CHUNK = 65_536


class BadFrameError(ValueError):
    """What came is not a frame of this protocol."""


def send_frame(connection: socket.socket, header: dict[str, Any], body: bytes = b"", *, deadline: float) -> None:
    """Send one frame before `deadline` (monotonic seconds). OSError (also TimeoutError) if that fails."""
    head = json.dumps(header | {"bytes": len(body)}).encode()
    connection.settimeout(_remaining(deadline))
    connection.sendall(len(head).to_bytes(_LENGTH_BYTES, "big") + head + body)


def receive_frame(
    connection: socket.socket, *, deadline: float, max_body_bytes: int = MAX_BODY_BYTES
) -> tuple[dict[str, Any], bytes]:
    """Receive one frame, never more than the caps nor later than `deadline` (monotonic seconds).

    Raises BadFrameError, EOFError or OSError (also TimeoutError).
    """
    length = int.from_bytes(_receive(connection, _LENGTH_BYTES, deadline), "big")
    if not 0 < length <= MAX_HEADER_BYTES:
        raise BadFrameError("the header's length is out of bounds")
    try:
        header = json.loads(_receive(connection, length, deadline))
    except (ValueError, RecursionError) as error:
        raise BadFrameError("the header is not JSON") from error
    size = header.get("bytes") if isinstance(header, dict) else None
    if not isinstance(size, int) or isinstance(size, bool) or not 0 <= size <= max_body_bytes:
        raise BadFrameError("the body's length is out of bounds")
    return header, _receive(connection, size, deadline)


def _receive(connection: socket.socket, count: int, deadline: float) -> bytes:
    parts = []
    while count:
        connection.settimeout(_remaining(deadline))
        part = connection.recv(min(count, _CHUNK))
        if not part:
            raise EOFError("the other side closed half-way")
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def _remaining(deadline: float) -> float:
    remaining = deadline - time.monotonic()
    if remaining <= 0:
        raise TimeoutError("the time is up")
    return remaining
