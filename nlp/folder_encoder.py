"""An encoder from a folder: any sentence model exported to ONNX. Needs the extra `onnx`; fetches nothing.

The folder holds `model.onnx` (inputs `input_ids`, `attention_mask`, perhaps `token_type_ids`; first output
one vector a token), `tokenizer.json`, files of weights beside the model if it names any, and perhaps
`encoder.json`: `{"prefix": "query: ", "max_tokens": 512}`, each key with that default.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nlp.encode import EncoderUnavailable, Vectors, rounded
from nlp.tokens import clean
from nlp.vectorise import unit

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

_MODEL, _TOKENIZER, _SETTINGS = "model.onnx", "tokenizer.json", "encoder.json"
_INPUTS = {"input_ids", "attention_mask", "token_type_ids"}
# changes when this module makes other vectors of the same files
_PREPARATION = "folder/1"


def folder_encoder(path: Path | str) -> "FolderEncoder":
    """The encoder in the folder at `path`. Raises EncoderUnavailable, naming what is missing or wrong."""
    folder = Path(path)
    for name in (_MODEL, _TOKENIZER):
        if not (folder / name).is_file():
            raise EncoderUnavailable(f"the encoder folder {folder} has no {name}")
    settings = _read_settings(folder / _SETTINGS)
    tokenizer, session = _load(folder, settings)
    inputs = {entry.name for entry in session.get_inputs()}
    if not {"input_ids", "attention_mask"} <= inputs <= _INPUTS:
        raise EncoderUnavailable(f"{folder / _MODEL} takes {', '.join(sorted(inputs))}: not a sentence model's inputs")
    return FolderEncoder(tokenizer, session, settings.prefix, _fingerprint(folder))


class FolderEncoder:
    """The mean of a model's token vectors, at length one. Made by `folder_encoder`."""

    def __init__(self, tokenizer: "Tokenizer", session: "InferenceSession", prefix: str, model_id: str) -> None:
        self._tokenizer = tokenizer
        self._session = session
        self._prefix = prefix
        self._inputs = [entry.name for entry in session.get_inputs()]
        self.model_id = model_id
        self.dimensions = self._by_token([0], [0]).shape[-1]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts of any content; each is cut at 2,000 characters and at `max_tokens`.

        One text at a time and on one thread: filled up to the length of its company, or summed in another order,
        a text would get other last bits.
        """
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return rounded(unit(np.stack([self._encode_one(clean(text)) for text in texts])))

    def _encode_one(self, text: str) -> NDArray[np.float32]:
        found = self._tokenizer.encode(self._prefix + text)
        if not found.ids:
            return np.zeros(self.dimensions, dtype=np.float32)
        return np.asarray(self._by_token(found.ids, found.type_ids).mean(axis=0), dtype=np.float32)

    def _by_token(self, ids: list[int], type_ids: list[int]) -> NDArray[np.float32]:
        values = {"input_ids": ids, "attention_mask": [1] * len(ids), "token_type_ids": type_ids}
        given = {name: np.array([values[name]], dtype=np.int64) for name in self._inputs}
        answer = np.asarray(self._session.run(None, given)[0])
        if answer.ndim != 3 or answer.shape[:2] != (1, len(ids)):
            raise EncoderUnavailable(f"the model's first output has shape {answer.shape}: not one vector a token")
        return np.asarray(answer[0], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Settings:
    """What `encoder.json` may say."""

    prefix: str = "query: "
    max_tokens: int = 512


def _read_settings(path: Path) -> _Settings:
    if not path.exists():
        return _Settings()
    try:
        settings = _Settings(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise EncoderUnavailable(f"{path} is no object with prefix and max_tokens: {error}") from error
    if not isinstance(settings.prefix, str) or type(settings.max_tokens) is not int or settings.max_tokens < 1:
        raise EncoderUnavailable(f"{path}: prefix must be a string, max_tokens a number from 1")
    return settings


def _load(folder: Path, settings: _Settings) -> "tuple[Tokenizer, InferenceSession]":
    try:
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer
    except ImportError as error:
        raise EncoderUnavailable(f"an encoder folder needs the extra 'onnx': {error}") from error
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only: warnings speak of the model's make, which nobody here can change
    try:
        tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
        session = InferenceSession(str(folder / _MODEL), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # both libraries raise bare Exceptions or classes of their native code
        raise EncoderUnavailable(f"the encoder folder {folder} cannot be loaded: {error}") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(settings.max_tokens)
    return tokenizer, session


def _fingerprint(folder: Path) -> str:
    """An id of all the folder's files, so that vectors of a changed model never meet those of the old one."""
    digest = hashlib.sha256()
    for path in sorted(entry for entry in folder.iterdir() if entry.is_file()):
        with path.open("rb") as file:
            digest.update(f"{path.name}\n{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return f"{_PREPARATION}/{digest.hexdigest()[:16]}"
