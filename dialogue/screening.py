"""What happens to a text before it may be stored: masked, then judged on what is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dialogue.written import Verdict
from nlp.encode import EncoderUnavailable, Vectors
from nlp.encoder_client import EncoderClient
from nlp.mask import mask
from nlp.triage import triage

PATIENCE = 0.5  # seconds that the sender waits for the encoder; without it words and characters decide
PER_PATIENCE = 20  # texts of a batch that make them wait as long again


@dataclass(frozen=True, slots=True)
class Screened:
    """A masked text and what was judged of it."""

    text: str
    verdict: Verdict


def screen(text: str, encoder_socket: Path) -> Screened:
    """Mask a text and judge the masked one. The text as it came goes no further than this call."""
    return screen_all([text], encoder_socket)[0]


def screen_all(texts: Sequence[str], encoder_socket: Path) -> list[Screened]:
    """Mask and judge many texts. A text that is masked already stays as it is."""
    masked = [mask(text).text for text in texts]
    vectors = _vectors(masked, encoder_socket)
    return [_judged(text, None if vectors is None else vectors[at]) for at, text in enumerate(masked)]


def warm() -> None:
    """Read the lists, profiles and weights of this process, so that the first sender does not wait for them."""
    _judged(mask("Jag är rädd på kvällarna.").text, None)


def _judged(masked: str, vector: Vectors | None) -> Screened:
    judged = triage(masked, vector)
    reason = judged.reason.value if judged.reason else None
    return Screened(masked, Verdict(judged.kind.value, judged.urgent, reason))


def _vectors(masked: list[str], encoder_socket: Path) -> Vectors | None:
    patience = PATIENCE * (1 + len(masked) / PER_PATIENCE)
    try:
        vectors: Vectors = EncoderClient(encoder_socket).encode(masked, timeout=patience)
    except EncoderUnavailable:
        return None
    return vectors
