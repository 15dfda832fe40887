"""What is pinned for those who want exact versions is what pyproject.toml asks for, and what the bill names."""

import json
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from projects import OWN

HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def pinned() -> dict[str, tuple[Requirement, int]]:
    """Return what is pinned by name, with how many hashes."""
    lines = (OWN / "requirements.txt").read_text("utf-8").replace("\\\n", " ").splitlines()
    found: dict[str, tuple[Requirement, int]] = {}
    for line in lines:
        if not line.startswith("#"):
            one = Requirement(line.partition("--hash")[0])
            found[canonicalize_name(one.name)] = (one, len(HASH.findall(line)))
    return found


def asked() -> list[Requirement]:
    return list(map(Requirement, tomllib.loads((OWN / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]))


def test_every_dependency_is_pinned_to_a_version_it_may_have_where_it_is_asked_for() -> None:
    found = pinned()
    for wish in asked():
        pin, _ = found[canonicalize_name(wish.name)]
        (version,) = (each.version for each in pin.specifier)
        assert str(pin.specifier) == f"=={version}" and wish.specifier.contains(version), wish
        for system, machine, kernel in (("linux", "x86_64", "#1"), ("darwin", "arm64", "Version 23.1")):
            there = {"sys_platform": system, "platform_machine": machine, "platform_version": kernel}
            given = [one.marker is None or one.marker.evaluate(there) for one in (wish, pin)]
            assert given[0] == given[1], wish


def test_every_pin_has_hashes_and_what_pins_need_is_pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(OWN / "tools"))
    from licences import brought

    found = pinned()
    assert [name for name, (_, hashes) in found.items() if not hashes] == []
    assert {name for name in brought("booklet") if name != "booklet"} <= found.keys()


def test_what_is_built_for_a_platform_has_a_hash_for_each_python_of_it() -> None:
    for name in ("icu4py", "pillow", "pikepdf"):
        assert pinned()[name][1] >= 4 * 4


def test_the_bill_of_materials_names_what_is_pinned_with_its_licence() -> None:
    bill = json.loads((OWN / "docs" / "sbom.json").read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    named = {entry["name"]: entry["version"] for entry in bill["components"]}
    assert named == {name: next(iter(pin.specifier)).version for name, (pin, _) in pinned().items()}
    assert all(entry["licenses"][0]["license"]["name"] for entry in bill["components"])
    refs = {entry["bom-ref"] for entry in (bill["metadata"]["component"], *bill["components"])}
    assert {entry["ref"] for entry in bill["dependencies"]} == refs
    assert {one for entry in bill["dependencies"] for one in entry["dependsOn"]} <= refs


def test_no_platform_is_promised_that_a_package_has_no_wheel_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(OWN / "tools"))
    from pins import PLATFORMS, lacking

    kinds = ("manylinux_2_28_x86_64", "manylinux_2_28_aarch64", "macosx_11_0_arm64", "win_amd64")
    files = [f"a-1-cp3{python}-cp3{python}-{kind}.whl" for python in (11, 12, 13, 14) for kind in kinds]
    told = list(lacking({"name": "a", "version": "1", "wheels": [{"url": file} for file in files]}))
    assert told == [f"a 1 has no wheel for Python 3.{python} on macOS x86_64" for python in (11, 12, 13, 14)]
    page = (OWN / "docs" / "platforms.md").read_text("utf-8")
    assert all(word in page for platform in PLATFORMS for word in platform.split())
