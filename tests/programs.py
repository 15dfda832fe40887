"""Programs that are not ours and that some tests ask; without one they are skipped, and told in a line at the end."""

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterable
from importlib import metadata

import pytest

PACKAGES = {
    "chromedriver": "chromium-driver",
    "espeak-ng": "espeak-ng",
    "gs": "ghostscript",
    "java": "default-jdk-headless",
    "javac": "default-jdk-headless",
    "lou_translate": "liblouis-bin liblouis-data",
    "msgfmt": "gettext",
    "mutool": "mupdf-tools",
    "pdfinfo": "poppler-utils",
    "pdftotext": "poppler-utils",
    "pofilter": "translate-toolkit",
    "redis-server": "redis-server",
}
"""The programs that tests run, each with the packages of Debian that bring it."""

CHECKERS = "SCREEN_CHECKERS"
"""Names the folder with the checkers of web pages, which come from npm."""


def needs(program: str) -> pytest.MarkDecorator:
    """Return the mark of a test that runs a program; in CI, where all are installed, it is run all the same."""
    reason = f"{program} is missing (apt-get install {PACKAGES[program]})"
    return _unless(is_there=shutil.which(program) is not None, reason=reason)


def needs_server(package: str) -> pytest.MarkDecorator:
    """Return the mark of a test that runs a server which a package of the extra `test` brings where it has one."""
    try:
        is_there = bool(metadata.version(package))
    except metadata.PackageNotFoundError:
        is_there = False
    if sys.platform == "linux":
        return _unless(is_there=is_there, reason=f"{package} is missing (pip install '.[test]')")
    return pytest.mark.skipif(not is_there, reason=f"{package} has no package for this system")


def needs_checkers() -> pytest.MarkDecorator:
    """Return the mark of a test that runs checkers of web pages."""
    reason = f"{CHECKERS} names no folder (npm install --prefix FOLDER vnu-jar @daisy/ace)"
    return _unless(is_there=bool(os.environ.get(CHECKERS)), reason=reason)


def _unless(*, is_there: bool, reason: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not is_there and not os.environ.get("CI"), reason=reason)


def list_missing(reports: Iterable[pytest.TestReport]) -> list[str]:
    """Return a line for each thing that was missing, with the number of tests that were skipped for want of it."""
    why = Counter(report.longrepr[2] for report in reports if isinstance(report.longrepr, tuple))
    return [f"{count} not run: {reason.removeprefix('Skipped: ')}" for reason, count in sorted(why.items())]
