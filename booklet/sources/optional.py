"""Files that a project may have, and may leave empty."""

from booklet.errors import Finding, SourceError, Where
from booklet.sources.folders import Folders
from booklet.sources.yamlfile import Mapping, Node, read_yaml


def read_optional(folders: Folders, name: str, findings: list[Finding]) -> Node:
    """Return the tree of a file, without keys if the file is missing or empty; faults go to `findings`."""
    nothing = Mapping({}, {}, Where(name))
    try:
        path = folders.find(name)
        if path is None:
            return nothing
        node, faults = read_yaml(path, name)
    except SourceError as error:
        findings += (finding for finding in error.findings if finding.code != "yaml-empty")
        return nothing
    findings += faults
    return node
