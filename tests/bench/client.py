"""Many senders at once, in a process of their own: each keeps one connection and posts its forms one after another.

`python -m tests.bench.client HOST:PORT < forms` reads one URL-encoded form a line and prints the seconds it took.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

CONNECTIONS = 8
HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


def post_all(host: str, bodies: list[str]) -> float:
    """Post every form over `CONNECTIONS` connections; gives the seconds it took. A form refused is an error."""
    start = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as senders:
        posts = [senders.submit(_post, host, number, bodies[number::CONNECTIONS]) for number in range(CONNECTIONS)]
    for post in posts:
        post.result()
    return time.perf_counter() - start


def _post(host: str, number: int, bodies: list[str]) -> None:
    connection = HTTPConnection(host, timeout=60)
    headers = HEADERS | {"X-Forwarded-For": f"192.0.2.{number}"}
    for body in bodies:
        connection.request("POST", "/oro/skicka", body, headers)
        answer = connection.getresponse()
        page = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"a form was answered with {answer.status}: {page[:200]!r}")
    connection.close()


if __name__ == "__main__":
    sys.stdout.write(str(post_all(sys.argv[1], sys.stdin.read().splitlines())))
