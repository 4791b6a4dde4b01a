"""A program of its own for `test_distributed`: two worker processes, digests of what they answer as JSON."""

import hashlib
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from distributed import Client, LocalCluster

from nlp import distributed
from nlp.corpus import shipped_concerns
from nlp.types import TopicGuess

TEXTS = [concern.text for concern in shipped_concerns()[:1_200]]
LANGS = [concern.lang if number % 2 else None for number, concern in enumerate(shipped_concerns()[:1_200])]
# not among the shipped vectors: these have to be encoded, in three pieces
FRESH = [f"Lampa {number} är trasig" for number in range(70)]
NEIGHBOURS = 15


def digest(*parts: np.ndarray | str) -> str:
    """A hash of arrays' bytes and of texts."""
    made = hashlib.sha256()
    for part in parts:
        made.update(part.encode() if isinstance(part, str) else part.tobytes())
    return made.hexdigest()


def exact(guesses: list[list[TopicGuess]]) -> str:
    """Topics with every bit of their probabilities."""
    return json.dumps([[(guess.code, guess.p.hex()) for guess in row] for row in guesses])


@contextmanager
def workers(count: int, threads: int = 1) -> Iterator[Client]:
    """A client of worker processes on this machine, on the loopback address only."""
    with (
        LocalCluster(n_workers=count, threads_per_worker=threads, host="127.0.0.1", dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield client


def main() -> None:
    """Encode, classify, compare; then refuse what could not be exact."""
    with workers(2) as client:
        vectors = distributed.encode_texts(client, FRESH)
        stored = distributed.encode_texts(client, TEXTS)
        graph = distributed.neighbour_graph(client, stored, NEIGHBOURS)
        answers = {
            "vectors": digest(vectors),
            "topics": digest(exact(distributed.classify_texts(client, TEXTS, LANGS))),
            "graph": digest(graph.data, graph.indices, graph.indptr),
            "nothing": [
                distributed.encode_texts(client, []).shape[0],
                len(distributed.classify_texts(client, [], [])),
                distributed.neighbour_graph(client, stored[:0], NEIGHBOURS).shape[0],
            ],
            "workers": len(client.nthreads()),
            "other": _refusal(lambda: client.submit(distributed._check, "e5", "another machine's").result()),
            "unequal": _refusal(lambda: distributed.classify_texts(client, TEXTS, [])),
        }
        os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)
        answers["after a death"] = digest(distributed.encode_texts(client, FRESH))
    with workers(1, threads=2) as client:
        answers["threads"] = _refusal(lambda: distributed.encode_texts(client, TEXTS))
    sys.stdout.write(json.dumps(answers))


def _refusal(act: object) -> str:
    try:
        act()  # type: ignore[operator]
    except (ValueError, RuntimeError) as error:
        return str(error)
    return ""


if __name__ == "__main__":
    main()
