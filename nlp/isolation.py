"""A process shut off from the network and from most of the machine, as far as the kernel allows. Linux."""

import ctypes
import os
import resource
import sys

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_MAX_MEMORY = 4 * 1024**3
_MAX_OPEN_FILES = 64


def isolate() -> str:
    """Give up network, core dumps, new privileges and excess memory; say in words what was given up.

    Call it before any thread exists: the kernel refuses a new user namespace to a process with threads. Where
    it refuses for another reason (containers often forbid it) the process goes on, and the answer says so.
    """
    done = [_cut_network(), _limit_resources()]
    return ", ".join(done)


def _cut_network() -> str:
    if not sys.platform.startswith("linux"):
        return "network not cut (not Linux)"
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return f"network not cut ({os.strerror(ctypes.get_errno())})"
    return "no network"


def _limit_resources() -> str:
    _lower(resource.RLIMIT_CORE, 0)  # a core dump would hold strangers' texts
    _lower(resource.RLIMIT_AS, _MAX_MEMORY)
    _lower(resource.RLIMIT_NOFILE, _MAX_OPEN_FILES)
    if sys.platform.startswith("linux"):
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    return "limited memory and files"


def _lower(limit: int, wanted: int) -> None:
    _, hard = resource.getrlimit(limit)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(limit, (most, most))
