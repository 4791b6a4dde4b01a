"""Topics of the taxonomy for texts: the shipped model, trained once and kept under `var/`."""

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

from nlp.corpus import DATA, LabelledText, shipped_concerns, shipped_phrases, topic_codes
from nlp.encode import Encoder, get_encoder
from nlp.language import detect_language
from nlp.topic_model import TopicModel
from nlp.types import TopicGuess
from nlp.vector_store import stored_encoder

__all__ = [
    "Block", "TopicModel", "classify_block", "classify_texts", "in_blocks", "known_languages", "model_fingerprint",
    "read_topic_model", "shipped_topic_model", "store_topic_model", "train_topic_model",
]  # fmt: skip

Block = list[tuple[str, str | None]]

# texts compared at a time: a matrix product's last bits depend on its shape
_BLOCK = 1_024
_CACHE = Path(__file__).parent.parent / "var" / "nlp"
_CODE = (
    "topic_model.py",
    "topic_ridge.py",
    "spelling.py",
    "lemmas.py",
    "calibration.py",
    "vectorise.py",
    "tokens.py",
    "corpus.py",
    "classify.py",
)
_LOG = logging.getLogger(__name__)


def shipped_topic_model(cache: Path | None = None, encoder: Encoder | None = None) -> TopicModel:
    """The model of the shipped texts, for vectors of `encoder` (default: `get_encoder("e5")`).

    Trained in about half a minute the first time; then read from the folder `cache` (default `var/nlp` beside
    the package), where it is named after texts, code and encoder. Concurrent starts each write a whole file.
    """
    encoder = encoder or get_encoder("e5")
    path = (cache or _CACHE) / f"topics-{model_fingerprint(encoder.model_id)}.npz"
    return read_topic_model(path) or store_topic_model(train_topic_model(encoder), path)


def classify_texts(
    texts: Sequence[str], langs: Sequence[str | None], encoder: Encoder | None = None
) -> list[list[TopicGuess]]:
    """The three likeliest topics of each text, best first; languages that are None are detected."""
    if not texts:
        return []
    encoder = encoder or get_encoder("e5")
    model = shipped_topic_model(encoder=encoder)
    return [guesses for block in in_blocks(texts, langs) for guesses in classify_block(block, model, encoder)]


def in_blocks(texts: Sequence[str], langs: Sequence[str | None]) -> list[Block]:
    """Texts with their languages, cut at the same places whoever classifies them. ValueError if lengths differ."""
    pairs = list(zip(texts, langs, strict=True))
    return [pairs[start : start + _BLOCK] for start in range(0, len(pairs), _BLOCK)]


def classify_block(block: Block, model: TopicModel, encoder: Encoder) -> list[list[TopicGuess]]:
    """The three likeliest topics of each text of one block."""
    texts = [text for text, _ in block]
    vectors = stored_encoder(encoder).encode(texts)
    return model.predict(texts, known_languages(texts, [lang for _, lang in block]), vectors)


def train_topic_model(encoder: Encoder, moves: Sequence[LabelledText] = (), *, move_weight: float = 3.0) -> TopicModel:
    """A model of the shipped texts and of `moves`: texts that analysts have given a topic.

    A move counts as `move_weight` ordinary texts. Topics of moves need not be in the shipped taxonomy. About
    fifteen seconds when the encoder's vectors are at hand.
    """
    texts = [text for text in shipped_concerns() if text.topic in topic_codes()]
    known = [*texts, *shipped_phrases(), *moves]
    written = [text.text for text in known]
    return TopicModel().fit(
        written,
        [text.lang for text in known],
        [text.topic or "" for text in known],
        stored_encoder(encoder).encode(written),
        [1.0] * (len(known) - len(moves)) + [move_weight] * len(moves),
        ids=[None if text.id.startswith("phrase-") else text.id for text in known],
        second_topics=[text.topic2 for text in known],
        authors=[text.id.partition("-")[0] for text in texts] + [None] * (len(known) - len(texts)),
    )


def known_languages(texts: Sequence[str], langs: Sequence[str | None]) -> list[str]:
    """The given languages, and detected ones where none is given."""
    return [lang or detect_language(text) for text, lang in zip(texts, langs, strict=True)]


def read_topic_model(path: Path) -> TopicModel | None:
    """The model in the file, or None if there is none that can be read."""
    try:
        return TopicModel.load(path)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        _LOG.warning("the stored topic model is unreadable and is trained again: %s", type(error).__name__)
        return None


def store_topic_model(model: TopicModel, path: Path) -> TopicModel:
    """Keep a model in a file; where the disk does not take it the model is given all the same."""
    try:
        model.save(path)
    except OSError as error:  # a full or read-only disk costs time at the next start, not the answer now
        _LOG.warning("the topic model could not be stored: %s", type(error).__name__)
    return model


def model_fingerprint(model_id: str) -> str:
    """Changes when texts, taxonomy, code or encoder do."""
    digest = hashlib.sha256(model_id.encode())
    folder = Path(__file__).parent
    sources = [folder / name for name in _CODE]
    for path in [*sources, DATA / "taxonomy.json", *sorted(DATA.glob("corpora*/*.jsonl"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
