"""Names that a module reads from others when they are first asked for (PEP 562), and that cost nothing until then."""

TYPE_CHECKING = False
"""Checkers of types take it for true; `typing` would take longer to import than all that stands here."""

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def read_when_asked(
    module: dict[str, object], places: "Mapping[str, tuple[str, ...]]", renamed: "Mapping[str, str] | None" = None
) -> "Callable[[str], object]":
    """Return the `__getattr__` of a module, given its globals and the names that come from other modules.

    What is `renamed` has another name where it comes from.
    """

    def find(name: str) -> object:
        from importlib import import_module

        meant = (renamed or {}).get(name, name)
        place = next((place for place, names in places.items() if meant in names), None)
        if place is None or (renamed and name in renamed.values()):
            raise AttributeError(f"module {module['__name__']!r} has no attribute {name!r}")
        found: object = getattr(import_module(place), meant)
        module[name] = found
        return found

    return find
