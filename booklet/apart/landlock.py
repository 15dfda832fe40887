"""Rights on files that a process takes from itself, for good, and from what it starts (Landlock).

Written to https://docs.kernel.org/userspace-api/landlock.html; Linux 5.13 and later, any user. What a version of the
kernel cannot deny yet is left out: nothing asked for here depends on it.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
"""System calls; the same on x86_64 and aarch64."""

_NO_NEW_PRIVS, _TELL_VERSION, _BENEATH = 38, 1, 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_FILE, _MAKE_FILE, _TRUNCATE = 1 << 5, 1 << 8, 1 << 14
_ALL_OF_VERSION = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
"""Every right on files there is, by the version that brought new ones."""

_TCP, _SCOPES = 0b11, 0b11
"""Binding and connecting (version 4); abstract sockets and signals beyond the process's own (version 6)."""

READ = _READ_FILE | _READ_DIR
START = READ | _EXECUTE
WRITE = READ | _WRITE_FILE | _MAKE_FILE | _REMOVE_FILE | _TRUNCATE
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE


def keep_to(rights: Iterable[tuple[Path, int]]) -> bool:
    """Take from this process all rights on files except these, on each path and below it; tell whether the kernel can.

    A path that does not exist gives no right. Threads that run already keep theirs: call it before there are any.
    """
    if sys.platform != "linux" or sys.maxsize < 1 << 32:
        return False
    library = ctypes.CDLL(None, use_errno=True)
    version = library.syscall(ctypes.c_long(_CREATE), None, ctypes.c_size_t(0), ctypes.c_uint(_TELL_VERSION))
    if version < 1:
        return False
    handled = _ALL_OF_VERSION[max(each for each in _ALL_OF_VERSION if each <= version)]
    ruleset = _ruleset(library, version, handled)
    if ruleset < 0:
        return False
    try:
        for path, allowed in rights:
            _allow(library, ruleset, path, allowed & handled)
        zero = ctypes.c_ulong(0)
        if library.prctl(_NO_NEW_PRIVS, ctypes.c_ulong(1), zero, zero, zero):
            return False
        return bool(library.syscall(ctypes.c_long(_RESTRICT), ctypes.c_int(ruleset), ctypes.c_uint(0)) == 0)
    finally:
        os.close(ruleset)


def _ruleset(library: ctypes.CDLL, version: int, handled: int) -> int:
    """Return a set of rules that denies everything so far (struct landlock_ruleset_attr), or -1."""
    fields = [handled, _TCP if version >= 4 else 0, _SCOPES if version >= 6 else 0]
    asked = struct.pack("=3Q", *fields)[: 24 if version >= 6 else 16 if version >= 4 else 8]
    return int(library.syscall(ctypes.c_long(_CREATE), asked, ctypes.c_size_t(len(asked)), ctypes.c_uint(0)))


def _allow(library: ctypes.CDLL, ruleset: int, path: Path, allowed: int) -> None:
    """Add a rule (struct landlock_path_beneath_attr); files have fewer rights than folders."""
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rule = struct.pack("=Qi", allowed if path.is_dir() else allowed & _OF_FILES, opened)
        library.syscall(ctypes.c_long(_ADD_RULE), ctypes.c_int(ruleset), ctypes.c_int(_BENEATH), rule, ctypes.c_uint(0))
    finally:
        os.close(opened)
