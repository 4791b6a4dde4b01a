"""What happens to a text before it may be stored: masked, then judged on what is left."""

from dataclasses import dataclass
from pathlib import Path

from dialogue.written import Verdict
from nlp.encode import EncoderUnavailable, Vectors
from nlp.encoder_client import EncoderClient
from nlp.mask import mask
from nlp.triage import triage

PATIENCE = 0.5  # seconds that the sender waits for the encoder; without it words and characters decide


@dataclass(frozen=True, slots=True)
class Screened:
    """A masked text and what was judged of it."""

    text: str
    verdict: Verdict


def screen(text: str, encoder_socket: Path) -> Screened:
    """Mask a text and judge the masked one. The text as it came goes no further than this call."""
    masked = mask(text).text
    judged = triage(masked, _vector(masked, encoder_socket))
    reason = judged.reason.value if judged.reason else None
    return Screened(masked, Verdict(judged.kind.value, judged.urgent, reason))


def _vector(masked: str, encoder_socket: Path) -> Vectors | None:
    try:
        vector: Vectors = EncoderClient(encoder_socket).encode([masked], timeout=PATIENCE)[0]
    except EncoderUnavailable:
        return None
    return vector
