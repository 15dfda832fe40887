"""Packages that not every machine has: whoever needs one asks here, and is told in one way what is missing."""

from collections.abc import Mapping
from importlib.util import find_spec
from shutil import which

from booklet.errors import Finding, Severity, SourceError, Where

_DESK = 'pip install "django>=5.2,<5.3" "platformdirs>=4.3" "waitress>=3" "whitenoise>=6.12"'

_SIGN = 'pip install "pyhanko>=0.38,<0.39"'

PACKAGES: Mapping[str, str] = {
    "pikepdf": 'pip install --only-binary :all: "pikepdf>=10.18"',
    "distributed": 'pip install "distributed>=2025.1"',
    "django": _DESK,
    "platformdirs": _DESK,
    "waitress": _DESK,
    "jsonschema": 'pip install "django>=5.2,<5.3" "jsonschema>=4.24.1" "waitress>=3"',
    "whitenoise": _DESK,
    "httpx": 'pip install "httpx>=0.28"',
    **dict.fromkeys(("pyhanko", "pyhanko_certvalidator", "asn1crypto", "cryptography"), _SIGN),
}
"""How each is installed; `--only-binary` takes the newest that was built for a machine, and compiles nothing."""


PROGRAMS: Mapping[str, str] = {
    "lou_translate": "install liblouis: apt install liblouis-bin liblouis-data, on a Mac brew install liblouis, on "
    "Windows unpack github.com/liblouis/liblouis/releases and put its folder bin on the PATH",
}
"""How each program is installed that is run and not linked."""


def find_program(name: str) -> str | None:
    """Return the path of a program, None if it is not installed."""
    return which(name)


def report_missing_program(name: str, where: Where, what: str, severity: Severity = Severity.ERROR) -> Finding:
    """Return the finding about a program that is not installed.

    >>> report_missing_program("lou_translate", Where("--edition"), "braille is made with it").code
    'missing-program'
    """
    return Finding("missing-program", where, f"{name} is not installed: {what}", PROGRAMS[name], severity)


def need(package: str, where: Where, what: str, otherwise: str = "") -> None:
    """Raise `SourceError` if a package is not installed; `what` needs it, `otherwise` says how to do without."""
    if find_spec(package) is None:
        raise SourceError(report_missing(package, where, what, otherwise))


def report_missing(
    package: str, where: Where, what: str, otherwise: str = "", severity: Severity = Severity.ERROR
) -> Finding:
    """Return the finding about a package that is not installed.

    >>> print(report_missing("pikepdf", Where("a.pdf"), "nobody checked it").hint)
    install it: pip install --only-binary :all: "pikepdf>=10.18"
    """
    hint = f"install it: {PACKAGES[package]}"
    return Finding(
        "missing-package",
        where,
        f"{package} is not installed: {what}",
        ", or ".join(filter(None, (hint, otherwise))),
        severity,
    )


def package_of(error: ImportError) -> str:
    """Return the package whose import failed; raise the error again if that package may not be missing."""
    name = (error.name or "").partition(".")[0]
    if name not in PACKAGES:
        raise error
    return name
