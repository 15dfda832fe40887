"""Write requirements.txt and docs/sbom.json: what an installed booklet is made of, in exact versions.

pip install uv && python tools/pins.py

uv resolves for every platform and Python at once, where pip can only speak of the machine that it runs on; nobody who
installs needs it. Only wheels are named: what has none for a platform that we promise is told, and nothing is written.
"""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from licences import licence_of

from booklet import __version__

ROOT = Path(__file__).parent.parent
REQUIREMENTS, BILL = ROOT / "requirements.txt", ROOT / "docs" / "sbom.json"

PYTHONS = ("311", "312", "313", "314")

PLATFORMS = {
    "Linux x86_64": r"manylinux\w*_x86_64",
    "Linux aarch64": r"manylinux\w*_aarch64",
    "macOS x86_64": r"macosx_1[0-3]_\d+_(x86_64|universal2)",
    "macOS arm64": r"macosx_1[0-3]_\d+_(arm64|universal2)",
    "Windows x86_64": "win_amd64",
}
"""What is promised (docs/platforms.md): wheels from macOS 13."""

ALSO = r"musllinux\w*_(x86_64|aarch64)|macosx_1[45]_\d+_arm64|win_arm64"
"""Wheels that are named, too, where there are any."""

WHEEL = re.compile(r"-(?P<python>cp3\d+|py3|py2\.py3)-(?P<abi>[\w.]+)-(?P<platform>[\w.]+)\.whl$")

FROM = """\
# Written by tools/pins.py. Install with:
# pip install --require-hashes -r requirements.txt && pip install --no-deps .
"""

Package = Mapping[str, Any]


def main() -> int:
    """Write both files; return 1 and say what is missing if a promised platform lacks a wheel."""
    with tempfile.TemporaryDirectory() as folder:
        lock, exported = resolved(Path(folder))
    packages = {package["name"]: package for package in lock["package"]}
    names = [match[1] for match in re.finditer(r"^([\w.-]+)==", exported, re.MULTILINE)]
    missing = [told for name in names for told in lacking(packages[name])]
    for told in missing:
        print(told, file=sys.stderr)
    if missing:
        return 1
    REQUIREMENTS.write_text(FROM + requirements(exported, packages), "utf-8")
    BILL.write_text(json.dumps(bill(names, packages), indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


def resolved(folder: Path) -> tuple[Package, str]:
    """Return what uv resolves the run-time dependencies to: its lock, and the same as requirements with hashes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    text = f'[project]\nname = "booklet"\nversion = "0"\nrequires-python = "{project["requires-python"]}"\n'
    (folder / "pyproject.toml").write_text(text + f"dependencies = {json.dumps(project['dependencies'])}\n", "utf-8")
    export = ["export", "-q", "--no-emit-project", "--no-annotate", "--no-header", "--format", "requirements.txt"]
    run = subprocess.run([sys.executable, "-m", "uv", *export], cwd=folder, check=True, capture_output=True, text=True)
    return tomllib.loads((folder / "uv.lock").read_text("utf-8")), run.stdout


def requirements(exported: str, packages: Mapping[str, Package]) -> str:
    """Return requirements with the hashes of wheels that somebody we promise something may install."""
    wanted = {hash_of(wheel) for package in packages.values() for wheel in wheels(package)}
    lines = []
    for entry in re.split(r"\n(?=\S)", exported.strip()):
        head, *hashes = (line.strip(" \\") for line in entry.splitlines())
        kept = [line for line in hashes if line.removeprefix("--hash=") in wanted]
        lines.append(" \\\n    ".join([head, *kept]))
    return "\n".join(lines) + "\n"


def wheels(package: Package) -> Iterator[Mapping[str, str]]:
    """Yield the wheels of a package for a Python and a platform of ours."""
    for wheel in package.get("wheels", ()):
        match = WHEEL.search(wheel["url"])
        if match and is_ours(match["platform"]) and any(fits(match, version) for version in PYTHONS):
            yield wheel


def is_ours(platform: str) -> bool:
    """Tell whether a wheel is for a platform of ours."""
    return platform == "any" or bool(re.search("|".join((*PLATFORMS.values(), ALSO)), platform))


def hash_of(wheel: Mapping[str, str]) -> str:
    """Return the hash of a wheel as pip writes it."""
    return wheel["hash"]


def fits(match: re.Match[str], version: str) -> bool:
    """Tell whether a Python takes a wheel: its own, one for any, or one of the stable ABI since an older."""
    if match["abi"].endswith("t"):
        return False
    if not match["python"].startswith("cp"):
        return True
    return match["python"] == f"cp{version}" or (
        match["abi"] == "abi3" and int(match["python"][3:]) <= int(version[1:])
    )


def lacking(package: Package) -> Iterator[str]:
    """Yield what a package has no wheel for; pikepdf is asked for only where it has one."""
    if package["name"] == "pikepdf":
        return
    found = [match for wheel in package.get("wheels", ()) if (match := WHEEL.search(wheel["url"]))]
    for platform, pattern in PLATFORMS.items():
        for version in PYTHONS:
            there = (each["platform"] for each in found if fits(each, version))
            if not any(one == "any" or re.search(pattern, one) for one in there):
                yield f"{package['name']} {package['version']} has no wheel for Python 3.{version[1:]} on {platform}"


def bill(names: Sequence[str], packages: Mapping[str, Package]) -> dict[str, object]:
    """Return a software bill of materials (CycloneDX 1.6): every package with its version and licence."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": component("booklet", __version__)},
        "components": [component(name, packages[name]["version"]) for name in sorted(names)],
        "dependencies": [
            {"ref": reference(name, packages), "dependsOn": needed(packages[name], packages)}
            for name in ["booklet", *sorted(names)]
        ],
    }


def component(name: str, version: str) -> dict[str, object]:
    """Return a package as a component."""
    kind = "application" if name == "booklet" else "library"
    told = {"type": kind, "bom-ref": f"pkg:pypi/{name}@{version}", "name": name, "version": version}
    licences = [{"license": {"name": one}} for one in licence_of(name).splitlines()]
    return {**told, "purl": f"pkg:pypi/{name}@{version}", "licenses": licences}


def reference(name: str, packages: Mapping[str, Package]) -> str:
    """Return what a package is referred to by."""
    version = __version__ if name == "booklet" else packages[name]["version"]
    return f"pkg:pypi/{name}@{version}"


def needed(package: Package, packages: Mapping[str, Package]) -> list[str]:
    """Return what a package needs."""
    return sorted({reference(each["name"], packages) for each in package.get("dependencies", ())})


if __name__ == "__main__":
    raise SystemExit(main())
