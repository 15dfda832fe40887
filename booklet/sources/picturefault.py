"""What is wrong with a picture of a partner's, which is its logo or stands on a page of its own."""

from pathlib import PurePosixPath

from booklet.errors import Finding, SourceError, Where
from booklet.look.brand import LOGO


def is_logo(file: str) -> bool:
    """Tell whether a file is the logo by its name, in whatever letters.

    >>> is_logo("layouts/art/Logo.PNG"), is_logo("layouts/art/house.png")
    (True, False)
    """
    return PurePosixPath(file).stem.lower() == LOGO


def make_fault(code: str, file: str, message: str, hint: str) -> SourceError:
    """Return an error about a picture, as what it is.

    >>> print(make_fault("unreadable", "layouts/art/Logo.PNG", "is damaged", "save it as PNG again"))
    layouts/art/Logo.PNG: logo-unreadable: the logo is damaged; save it as PNG again
    """
    what = "logo" if is_logo(file) else "picture"
    return SourceError(Finding(f"{what}-{code}", Where(file), f"the {what} {message}", hint))
