"""The same functions on several machines, over `dask.distributed` (extra `distributed`), with the same answers.

Every function takes a `distributed.Client`. Work is cut where one machine cuts it, so the answers are identical
to one machine's to the last bit; a worker whose encoder or processor would give other bits refuses. Workers need
this package and one thread each (`dask worker ADDRESS --nthreads 1 --nworkers CORES`). Texts travel to them: on
anything but a closed network give the client certificates (`distributed.Security`).
"""

import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
from distributed import Client
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nlp.classify import Block, TopicModel, classify_block, in_blocks, shipped_topic_model
from nlp.encode import EncoderName, EncoderUnavailable, Vectors, get_encoder
from nlp.graph import BLOCK, neighbours_of_block, shared_neighbour_graph
from nlp.threads import one_thread
from nlp.types import TopicGuess
from nlp.vector_store import stored_encoder

# small enough to keep every worker busy to the end: about a second of work
_CHUNK = 32
_PROBE = ["Lampan i tunneln är trasig", "It is dark behind the school at night", "مظلم في النفق", "😀"]


def encode_texts(client: Client, texts: Sequence[str], encoder: EncoderName = "e5") -> Vectors:
    """`stored_encoder(get_encoder(encoder)).encode(texts)`. A folder lies at the same path on every machine."""
    if not texts:
        return np.zeros((0, get_encoder(encoder).dimensions), dtype=np.float32)
    chunks = [list(texts[start : start + _CHUNK]) for start in range(0, len(texts), _CHUNK)]
    return np.concatenate(_everywhere(client, _encode, chunks, encoder, _signature(encoder)))


def classify_texts(
    client: Client, texts: Sequence[str], langs: Sequence[str | None], encoder: EncoderName = "e5"
) -> list[list[TopicGuess]]:
    """`nlp.classify.classify_texts`. The model is read or trained here and sent to the workers."""
    blocks = in_blocks(texts, langs)
    if not blocks:
        return []
    model = client.scatter(shipped_topic_model(encoder=get_encoder(encoder)), broadcast=True, hash=False)
    found = _everywhere(client, _classify, blocks, model, encoder, _signature(encoder))
    return [guesses for block in found for guesses in block]


def neighbour_graph(client: Client, vectors: Vectors, count: int) -> csr_matrix:
    """`shared_neighbour_graph(neighbours(vectors, count))`. Each worker holds all vectors and compares a block."""
    if not len(vectors):
        return csr_matrix((0, 0))
    everywhere = client.scatter(vectors, broadcast=True, hash=False)
    starts = range(0, len(vectors), BLOCK)
    nearest: list[NDArray[np.int64]] = _everywhere(client, _neighbours, starts, everywhere, count)
    return shared_neighbour_graph(np.concatenate(nearest))


def _everywhere(client: Client, function: Callable[..., Any], parts: Sequence[Any], *shared: Any) -> list[Any]:
    """`function(part, *shared)` for each part, in order. A part whose worker dies is done again by another."""
    if any(threads != 1 for threads in client.nthreads().values()):
        raise ValueError("every worker needs exactly one thread: start it with --nthreads 1")
    answers: list[Any] = client.gather([client.submit(function, part, *shared, pure=False) for part in parts])
    return answers


def _encode(texts: list[str], encoder: EncoderName, signature: str) -> Vectors:
    _check(encoder, signature)
    return stored_encoder(get_encoder(encoder)).encode(texts)


def _classify(block: Block, model: TopicModel, encoder: EncoderName, signature: str) -> list[list[TopicGuess]]:
    _check(encoder, signature)
    return classify_block(block, model, get_encoder(encoder))


def _neighbours(start: int, vectors: Vectors, count: int) -> NDArray[np.int64]:
    return neighbours_of_block(vectors, start, count)


def _check(encoder: EncoderName, signature: str) -> None:
    if _signature(encoder) != signature:
        raise EncoderUnavailable(f"this machine's encoder {encoder} or processor gives other vectors than the caller's")


@cache
def _signature(encoder: EncoderName) -> str:
    """What this machine's encoder and processor make of four texts, as a hash."""
    model = get_encoder(encoder)
    vectors = model.encode(_PROBE)
    with one_thread():
        products = vectors @ vectors.T
    return hashlib.sha256(model.model_id.encode() + vectors.tobytes() + products.tobytes()).hexdigest()
