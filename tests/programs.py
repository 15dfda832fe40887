"""Programs that are not ours and that some tests ask; without them a test is skipped, but never in CI."""

import os
import shutil

import pytest
import validator

PACKAGES = {
    "gs": "ghostscript",
    "msgfmt": "gettext",
    "mutool": "mupdf-tools",
    "pdfinfo": "poppler-utils",
    "pdftotext": "poppler-utils",
    "pofilter": "translate-toolkit",
    "redis-server": "redis-server",
}


def needs(program: str) -> pytest.MarkDecorator:
    """Return the mark of a test that runs a program."""
    return _unless("" if shutil.which(program) else f"install {PACKAGES[program]} for this check")


def needs_validator() -> pytest.MarkDecorator:
    """Return the mark of a test that asks veraPDF."""
    return _unless(validator.why_not())


def _unless(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(bool(reason) and not os.environ.get("CI"), reason=reason)
