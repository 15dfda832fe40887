"""Products of packages as tests bring them: a module and what says which product it brings, on the path of Python."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

EXAMPLE = ROOT / "docs/examples/calls-page"

PAGE = """\
product: insert
trim-name: page-a5
trim: 148 x 210
margins: {outer: 14, inner: 17, top: 15, foot: 24}
give: [gap]
pages:
  - {master: text, section: action}
"""


def bring(monkeypatch: pytest.MonkeyPatch, folder: Path, name: str, target: str, dist: str = "") -> None:
    """Put a distribution on the path that names a product by an entry point."""
    dist = dist or f"{name}-package"
    info = folder / f"{dist.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {dist}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[booklet.layouts]\n{name} = {target}\n")
    monkeypatch.syspath_prepend(str(folder))


def bring_module(monkeypatch: pytest.MonkeyPatch, folder: Path, name: str, code: str) -> None:
    """Bring a product whose module is given as code, with a layout of one page beside it."""
    module = name.replace("-", "_")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{module}.py").write_text(code)
    (folder / "page.yaml").write_text(PAGE)
    monkeypatch.delitem(sys.modules, module, raising=False)
    bring(monkeypatch, folder, name, f"{module}:PRODUCT")


def bring_example(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Bring the example of the documentation."""
    monkeypatch.syspath_prepend(str(EXAMPLE))
    bring(monkeypatch, folder, "calls-page", "calls_page:PRODUCT", "calls-page")
