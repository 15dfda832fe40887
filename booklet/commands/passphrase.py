"""The passphrase of a key: from the environment, or asked for; never an argument, which others on a machine can see."""

import os
import sys
from getpass import getpass

VARIABLE = "BOOKLET_PASSPHRASE"


def ask_passphrase(*, is_new: bool = False) -> str:
    """Return the passphrase of a key; a new one is asked for twice, and "" if both differ or nobody can be asked."""
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    if not sys.stdin.isatty():
        return ""
    first = getpass("Passphrase of the key: ")
    return first if not is_new or getpass("Once more: ") == first else ""
