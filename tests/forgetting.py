"""Modules that forget what they have met, as in a new process."""

from functools import cache
from itertools import count
from types import ModuleType

from booklet.check.preflight.kept import Kept
from booklet.check.preflight.sound import Experience, lasting_experience

REMEMBERS = type(cache(len))


def forget(*modules: ModuleType) -> None:
    """Let the functions and tables of modules forget all that was read, made and looked at."""
    for module in modules:
        for name, value in list(vars(module).items()):
            if isinstance(value, REMEMBERS):
                if value.__module__ == module.__name__:
                    value.cache_clear()
            elif isinstance(value, Kept):
                setattr(module, name, Kept(512))
            elif isinstance(value, Experience):
                setattr(module, name, lasting_experience())
            elif isinstance(value, count):
                setattr(module, name, count(1))
