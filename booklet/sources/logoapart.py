"""A logo as PDF, read in a separate process: it comes from a stranger, and is opened at every build."""

from pathlib import Path

from booklet.apart.run import run_apart
from booklet.apart.told import StoppedError
from booklet.apart.walls import Doors
from booklet.art.imported import LOOKS, Content, Imported
from booklet.errors import Finding, SourceError, Where
from booklet.sources.pdflogo import EXPORT, read_pdf
from booklet.values import Frozen

LARGEST_WRITTEN = 0


class Logo(Frozen):
    """A logo in the form in which it is sent: its contents in the order of `LOOKS`."""

    width: float
    height: float
    contents: tuple[Content, ...]


def read_pdf_apart(data: bytes, file: str, profile: Path) -> Imported:
    """Return the first page of a PDF; raise `SourceError` for everything a logo must not have."""
    try:
        logo = run_apart("logo", data, file, str(profile.resolve()), answers=Logo).value
        contents = dict(zip(LOOKS, logo.contents, strict=True))
    except (StoppedError, ValueError) as error:
        raise SourceError(Finding("logo-unreadable", Where(file), str(error), EXPORT)) from error
    return Imported(logo.width, logo.height, contents)


def doors_of_logo(file: str, profile: str) -> Doors:
    """Return the door that reading a logo needs: the colour profile it is converted with."""
    return Doors(read=(Path(profile),))


def logo(source: bytes, file: str, profile: str) -> Logo:
    """Read a logo, given its name and the path of a colour profile."""
    read = read_pdf(source, file, Path(profile))
    return Logo(read.width, read.height, tuple(read.contents[look] for look in LOOKS))
