"""Opening what files are made from: a folder in, its sources out. Who only looks at them needs nothing that draws."""

from functools import cache
from pathlib import Path

from booklet.look.masters import MASTER_NAMES
from booklet.sources.folders import Folders, open_folders
from booklet.sources.load import Sources, load_sources


def open_sources(project: Path | None) -> Sources:
    """Return the sources of a project laid over ours."""
    return load_sources(open_folders(project), MASTER_NAMES)


@cache
def load_sources_once(folders: Folders) -> Sources:
    """Return the sources of two folders, read once in a process."""
    sources = load_sources(folders, MASTER_NAMES)
    sources.names_elsewhere("")  # read once: copies for recipients share what has been read
    return sources
