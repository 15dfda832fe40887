"""Make one file of booklet, Python and all that both need, for people who have no Python: dist/booklet, or booklet.exe.

pip install -c constraints.txt '.[app]' && python tools/app.py

It is for the kind of system that it is made on: on Windows for Windows, on a Mac for Macs like it.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

import booklet
from booklet.make.build import open_sources
from booklet.sources.folders import open_folders
from booklet.text.fonts import find_font

ROOT = Path(__file__).parent.parent

WHOLE = ("icu4py", "docx")
"""Packages that read files of theirs of which PyInstaller does not know."""

NAMED = (
    *("django.conf.locale", "django.contrib.sessions", "django.contrib.staticfiles", "django.core", "django.db"),
    *("django.middleware", "django.template", "django.views", "msgspec", "whitenoise"),
)
"""Packages with parts that are asked for by a name in a text, or by what is compiled."""

UNUSED = (
    *("django.contrib.gis", "django.db.backends.mysql", "django.db.backends.oracle"),
    *("distributed", "hypothesis", "matplotlib", "numpy", "pytest", "setuptools", "tkinter"),
    *("phonenumbers.carrierdata", "phonenumbers.geodata", "phonenumbers.tzdata"),
)
"""What others could use if it was there, and we do not."""


def main() -> None:
    """Make it, in dist/ of the folder one is in."""
    import PyInstaller.__main__

    with tempfile.TemporaryDirectory() as work:
        PyInstaller.__main__.run(
            [
                *("--onefile", "--name", "booklet", "--noconfirm", "--log-level", "ERROR", "--console"),
                *("--python-option", "X utf8_mode=1", "--workpath", work, "--specpath", work),
                *options(),
                str(ROOT / "tools" / "app_start.py"),
            ]
        )


def options() -> Iterator[str]:
    """Yield what goes into the file beside what our code imports by statement."""
    yield from ("--collect-submodules", "booklet", "--collect-data", "booklet")
    for folder in ("layouts", "translations"):
        yield from ("--add-data", f"{open_folders().own / folder}{os.pathsep}booklet/{folder}")
    for package in WHOLE:
        yield from ("--collect-all", package)
    for package in NAMED:
        yield from ("--collect-submodules", package)
    for package in UNUSED:
        yield from ("--exclude-module", package)
    for file, found in typefaces():
        package = file.partition("/")[0]
        yield from ("--hidden-import", package)
        yield from ("--add-data", f"{found}{os.pathsep}{Path(file).parent.as_posix()}")
    for name in ["booklet", *needed()]:
        yield from ("--copy-metadata", name)


def typefaces() -> Iterator[tuple[str, Path]]:
    """Yield the files of typefaces that come from packages, as far as these are installed, and where they are."""
    faces = open_sources(None).theme.fonts.typefaces.values()
    for file in sorted({file for face in faces for _, _, file in face.files if not Path(file).is_absolute()}):
        if found := find_font(file):
            yield file, found


def needed() -> Iterator[str]:
    """Yield the packages that booklet needs here."""
    from importlib.metadata import requires

    for line in requires(booklet.__name__) or ():
        wish = Requirement(line)
        if wish.marker is None or wish.marker.evaluate({"extra": ""}):
            yield wish.name


if __name__ == "__main__":
    main()
