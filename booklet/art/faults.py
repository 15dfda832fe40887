"""What a file of art gets wrong, gathered so that its author sees all of it at once."""

from collections.abc import Callable
from typing import Literal, NoReturn, TypeVar

from booklet.art.programs import say_remedy
from booklet.art.tree import SvgElement
from booklet.errors import Finding, SourceError, Where

Code = Literal["art-syntax", "art-unsupported", "art-ink"]
A = TypeVar("A")
T = TypeVar("T")


class ArtError(Exception):
    """One fault of one element or attribute, raised where the line is not known; some end the reading of a file."""

    ends = False

    def __init__(self, code: Code, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


class UndrawnError(ArtError):
    """Something that a drawing program saves and nothing here draws; `menu` names what its author does about it."""

    def __init__(self, message: str, menu: str) -> None:
        super().__init__("art-unsupported", message, say_remedy(menu, ""))
        self.menu = menu


class Faults:
    """The faults of one file, in the order they are met; it was saved by a program, if anything tells by which."""

    def __init__(self, file: str, program: str = "") -> None:
        self._file = file
        self._program = program
        self._found: list[Finding] = []

    def add(self, error: ArtError, line: int) -> None:
        """Note a fault."""
        hint = say_remedy(error.menu, self._program) if isinstance(error, UndrawnError) else error.hint
        self._found.append(Finding(error.code, Where(self._file, line), error.message, hint))

    def note_unsupported(self, message: str, hint: str, element: SvgElement) -> None:
        """Note that an element asks for something we do not draw."""
        self.add(ArtError("art-unsupported", message, hint), element.line)

    def attempt(self, element: SvgElement, read: Callable[[A], T], source: A, default: T) -> T:
        """Return what is read from one of an element's texts; on a fault note it and return the default."""
        try:
            return read(source)
        except ArtError as error:
            if error.ends:
                raise
            error.message = f"<{element.name}>: {error.message}"
            self.add(error, element.line)
            return default

    def stop(self, error: ArtError, line: int) -> NoReturn:
        """Raise `SourceError` for a fault after which the file makes no sense."""
        self.add(error, line)
        raise SourceError(*self._found) from error

    def raise_all(self) -> None:
        """Raise `SourceError` with every fault, if there is one."""
        if self._found:
            raise SourceError(*self._found)
