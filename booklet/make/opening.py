"""Opening what files are made from: a folder in, its sources out. Who only looks at them needs nothing that draws."""

from pathlib import Path

from booklet.look.masters import MASTER_NAMES
from booklet.sources.folders import open_folders
from booklet.sources.load import Sources, load_sources


def open_sources(project: Path | None) -> Sources:
    """Return the sources of a project laid over ours."""
    return load_sources(open_folders(project), MASTER_NAMES)
