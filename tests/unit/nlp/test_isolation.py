import subprocess
import sys

SCRIPT = """
import resource, socket
from nlp.isolation import isolate
said = isolate()
assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
assert resource.getrlimit(resource.RLIMIT_NOFILE)[1] <= 64
with socket.socket() as listener:
    listener.settimeout(2)
    try:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        socket.create_connection(listener.getsockname(), timeout=2).close()
        reached = True
    except OSError:
        reached = False
print(reached, said)
"""


def test_what_it_says_about_the_network_is_true() -> None:
    result = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    reached, _, said = result.stdout.strip().partition(" ")
    assert said.startswith("network not cut" if reached == "True" else "no network")
    assert "limited memory and files" in said
