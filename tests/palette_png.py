"""Small PNG files of flat pages: at most 256 colours, which a page of text and plain fields hardly fills."""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

MOST_COLOURS = 256


def encode(pixels: NDArray[np.uint8]) -> bytes:
    """A PNG of `pixels` (height, width, RGB); colours near each other become one where there are too many."""
    height, width = pixels.shape[:2]
    palette, index = _palette(pixels.reshape(-1, 3))
    rows = np.zeros((height, width + 1), dtype=np.uint8)  # each row begins with its filter: none
    rows[:, 1:] = index.reshape(height, width)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = (b"IHDR", header), (b"PLTE", palette.tobytes()), (b"IDAT", zlib.compress(rows.tobytes(), 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _palette(colours: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    for bits in range(8):
        rounded = (colours >> bits).astype(np.uint32)
        keys, first, index = np.unique(rounded @ np.array([65536, 256, 1], dtype=np.uint32), return_index=True,
                                       return_inverse=True)  # fmt: skip
        if len(keys) <= MOST_COLOURS:
            break
    return colours[first], index.astype(np.uint8)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
