"""Child online-safety guidance, composed into print-ready PDF.

All that is named here is read when it is first asked for: `import booklet` costs nothing.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False
"""Checkers of types take it for true; it saves the import of `typing`."""

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from booklet.api.building import File
    from booklet.api.checking import Report, check_pdf
    from booklet.api.folder import Written
    from booklet.api.imposing import Sheets, impose_pdf
    from booklet.api.listing import Country, Language, PrintHouse, Product
    from booklet.api.project import Project, open_project
    from booklet.api.projects import NewProject, compare_countries, new_project
    from booklet.check.preflight.hits import Hit
    from booklet.errors import BookletError, Finding, OutputError, Severity, SourceError, Where
    from booklet.facts.gate import CallState
    from booklet.facts.insert import ContactFact as Contact
    from booklet.jobs import Job

__all__ = [
    "BookletError",
    "CallState",
    "Contact",
    "Country",
    "File",
    "Finding",
    "Hit",
    "Job",
    "Language",
    "NewProject",
    "OutputError",
    "PrintHouse",
    "Product",
    "Project",
    "Report",
    "Severity",
    "Sheets",
    "SourceError",
    "Where",
    "Written",
    "__version__",
    "check_pdf",
    "compare_countries",
    "impose_pdf",
    "new_project",
    "open_project",
]

_PLACES = {
    "booklet.api.building": ("File",),
    "booklet.api.checking": ("Report", "check_pdf"),
    "booklet.api.folder": ("Written",),
    "booklet.api.imposing": ("Sheets", "impose_pdf"),
    "booklet.api.listing": ("Country", "Language", "PrintHouse", "Product"),
    "booklet.api.project": ("Project", "open_project"),
    "booklet.api.projects": ("NewProject", "compare_countries", "new_project"),
    "booklet.check.preflight.hits": ("Hit",),
    "booklet.errors": ("BookletError", "Finding", "OutputError", "Severity", "SourceError", "Where"),
    "booklet.facts.gate": ("CallState",),
    "booklet.facts.insert": ("ContactFact",),
    "booklet.jobs": ("Job",),
}
"""Where each name comes from."""

_RENAMED = {"Contact": "ContactFact"}
"""Names that are another where they come from."""


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


if not TYPE_CHECKING:  # so that names that do not exist are told where types are checked
    __getattr__ = read_when_asked(globals(), _PLACES, _RENAMED)


def __dir__() -> list[str]:
    return sorted(__all__)
