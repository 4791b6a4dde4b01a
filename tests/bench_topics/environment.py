"""BERTopic's own environment under `var/`: made once by pip, never a dependency of the product."""

import subprocess
import sys
import venv
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "var" / "bertopic"
# Texts come with their vectors, so the sentence-transformers (and torch) that it asks for are not needed.
_BERTOPIC = "bertopic==0.17.4"
_NEEDS = ("numpy", "scikit-learn", "scipy", "umap-learn", "hdbscan", "pandas", "plotly", "tqdm", "pyyaml", "joblib")


class BertopicMissing(RuntimeError):
    """BERTopic could not be installed, so there is nothing to compare with."""


def bertopic_python() -> Path:
    """The interpreter that can import BERTopic. Raises BertopicMissing with pip's last words."""
    python = FOLDER / "bin" / "python"
    if not _works(python):
        venv.create(FOLDER, with_pip=True, clear=True)
        _pip(python, "--no-deps", _BERTOPIC)
        _pip(python, *_NEEDS)
        if not _works(python):
            raise BertopicMissing("BERTopic was installed but cannot be imported")
    return python


def _works(python: Path) -> bool:
    return python.exists() and subprocess.run([python, "-c", "import bertopic"], capture_output=True).returncode == 0


def _pip(python: Path, *packages: str) -> None:
    sys.stderr.write(f"installing {' '.join(packages)} …\n")
    command = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        last = (done.stderr.strip() or "no reason given").splitlines()[-1]
        raise BertopicMissing(f"BERTopic could not be installed: {last}")
