"""How good each stage is: `python -m nlp evaluate STAGE FILE` measures it against a labelled file."""

import argparse
from collections.abc import Callable
from pathlib import Path

from nlp.evaluate.classify import report as classify
from nlp.evaluate.cluster import report as cluster
from nlp.evaluate.locate import report as locate
from nlp.evaluate.mask import report as mask
from nlp.evaluate.triage import report as triage

STAGES: dict[str, Callable[[Path, argparse.Namespace], str]] = {
    "mask": mask,
    "triage": triage,
    "locate": locate,
    "classify": classify,
    "cluster": cluster,
}
