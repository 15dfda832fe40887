"""Faults in scenes, in who is in them, and in where layouts name them: each is told by its code and its line."""

from pathlib import Path

import pytest
from projects import changed, lay

from booklet.bands import AGES
from booklet.errors import SourceError
from booklet.make.build import open_sources

FOX, CAST = "layouts/scenes/golden-fox.yaml", "layouts/cast.yaml"

SPOILT = [
    (FOX, "  - id: b\n", "  - id: z\n", {"unknown-panel", "panel-lost"}),
    (FOX, "  - id: b\n", "  - id: a\n", {"panel-twice"}),
    (FOX, "avatar: mint", "avatar: gold", {"unknown-avatar"}),
    (FOX, "by: yara", "by: nobody", {"unknown-by"}),
    (FOX, "who: yara, ", "who: yara, to: nobody, ", {"unknown-to"}),
    (FOX, "who: yara, ", "who: yara, build: giant, ", {"unknown-build"}),
    ("layouts/scenes/casting.yaml", "voice: other", "voice: loud", {"unknown-voice"}),
    ("layouts/scenes/hello.yaml", "frame: no", "frame: maybe", {"unknown-frame"}),
    ("layouts/scenes/find.yaml", "points: back", "points: up", {"unknown-points"}),
    ("layouts/scenes/find.yaml", "window: 0 0 4440", "window: 0 0 0", {"wrong-window"}),
    ("layouts/scenes/cover.yaml", "room: roof-sunrise", "room: cellar", {"unknown-room"}),
    (CAST, "build: teen", "build: giant", {"unknown-build"}),
    (CAST, "head: long-curly", "head: long-curls", {"unknown-head"}),
    ("layouts/booklet-a5.yaml", "other-scene: yours", "other-scene: mine", {"unknown-other-scene"}),
]


@pytest.mark.slow
@pytest.mark.parametrize(("file", "old", "new", "codes"), SPOILT)
def test_a_fault_in_a_picture_is_told_by_its_code_and_file(
    file: str, old: str, new: str, codes: set[str], tmp_path: Path
) -> None:
    sources = open_sources(lay(tmp_path, {file: changed(file, old, new)}))
    found = set()
    for band in AGES:
        try:
            sources.layout_in("booklet-a5", band, "001", "en")
        except SourceError as error:
            found |= {(finding.code, finding.where.file) for finding in error.findings}
    assert codes <= {code for code, _ in found}
    assert file in {where for _, where in found}
