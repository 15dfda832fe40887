"""`words.yaml`: a partner's own sentences by id; unknown ids are reported when the sentences are applied."""

from collections.abc import Iterator

from booklet.errors import Finding, SourceError
from booklet.sources.confirmed import refuse_old_check
from booklet.sources.folders import Folders
from booklet.sources.optional import read_optional
from booklet.sources.record import Record
from booklet.sources.wordings import read_forms, read_wording
from booklet.sources.yamlfile import Mapping, Node, parse_yaml
from booklet.words.guide import Wording
from booklet.words.own_words import STRINGS, OwnWords

WORDS = "words.yaml"


def read_words(folders: Folders, findings: list[Finding]) -> tuple[OwnWords, ...]:
    """Return the own sentences of a project, none if it has no such file; faults go to `findings`."""
    return _read_words(read_optional(folders, WORDS, findings), findings)


def parse_words(text: str, findings: list[Finding]) -> tuple[OwnWords, ...]:
    """Return the own sentences in the text of such a file; faults go to `findings`."""
    try:
        node, faults = parse_yaml(text, WORDS)
    except SourceError as error:
        findings += (finding for finding in error.findings if finding.code != "yaml-empty")
        return ()
    findings += faults
    return _read_words(node, findings)


def _read_words(node: Node, findings: list[Finding]) -> tuple[OwnWords, ...]:
    names = tuple(node.entries) if isinstance(node, Mapping) else ()
    with Record(node, findings, WORDS) as record:
        return tuple(_read_own(record, name) for name in names)


def _read_own(file: Record, name: str) -> OwnWords:
    with file.nested_record(name) as record:
        replaces, strings = record.text("replaces", "").strip(), dict(_strings(record))
        own = OwnWords(name, replaces, strings, file.place(name))
        refuse_old_check(record)
    if not own.strings and isinstance(file.node(name), Mapping):
        file.fault("missing-key", own.where, f'"{name}" has no words of yours', "add text: ...")
    return own


def _strings(record: Record) -> Iterator[tuple[str, Wording]]:
    for string in STRINGS:
        forms = string.replace("text", "forms", 1)
        if forms != string and forms in record:
            yield string, read_forms(record, forms)
        elif string in record:
            yield string, read_wording(record, string)
