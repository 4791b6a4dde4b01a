"""How good each stage is: `python -m nlp evaluate STAGE FILE` measures it against a labelled file."""

import argparse
from collections.abc import Callable
from pathlib import Path

from nlp.evaluate import classify, cluster, locate, mask, triage

STAGES: dict[str, Callable[[Path, argparse.Namespace], str]] = {
    "mask": mask.report,
    "triage": triage.report,
    "locate": locate.report,
    "classify": classify.report,
    "cluster": cluster.report,
}
