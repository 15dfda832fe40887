"""The rules of safety for words, and what they look for in a language: files to values, every fault at once."""

from collections.abc import Iterator, Mapping, Sequence

from booklet.errors import Finding, Severity, Where, raise_errors
from booklet.sources.folders import Folders
from booklet.sources.record import Record
from booklet.sources.wordings import read_bands
from booklet.sources.yamlfile import read_yaml
from booklet.words.rules import KINDS, SCOPES, Breach, Phrases, Rule

RULES = "translations/rules.yaml"


def phrases_name(locale: str) -> str:
    """Return how folders call the file with what the rules look for in a locale."""
    return f"translations/{locale}/rules.yaml"


def read_rules(folders: Folders) -> tuple[Rule, ...]:
    """Return our rules, which no project changes; raise `SourceError` with all faults of their file."""
    findings: list[Finding] = []
    node, faults = read_yaml(folders.own / RULES, RULES)
    findings += faults
    with Record(node, findings, "the rules file") as file:
        rules = [rule for entry in file.records("rules", "a rule", is_needed=True) for rule in _read_rule(entry)]
    raise_errors(findings)
    return tuple(rules)


def _read_rule(record: Record) -> Iterator[Rule]:
    kind = record.choice("kind", KINDS)
    scope = record.choice("scope", SCOPES, "pages")
    rule = Rule(
        record.name("id"), kind, record.text("why"), scope, record.texts("use"), record.texts("but"), read_bands(record)
    )
    if kind:
        yield rule


def read_phrases(folders: Folders, locale: str, rules: Sequence[Rule]) -> dict[str, Phrases]:
    """Return what each rule looks for in a locale, nothing without its file; raise `SourceError` with all faults."""
    name = phrases_name(locale)
    path = folders.find(name)
    if path is None:
        return {}
    findings: list[Finding] = []
    node, faults = read_yaml(path, name)
    findings += faults
    kinds = {rule.id: rule.kind for rule in rules}
    found = {}
    with Record(node, findings, "the phrases file") as file, file.nested_record("phrases") as record:
        for rule in record.key_names():
            if rule in kinds:
                found[rule] = _read_phrases(record, rule, kinds[rule])
    raise_errors(findings)
    return found


def _read_phrases(record: Record, rule: str, kind: str) -> Phrases:
    if kind == "order":
        with record.nested_record(rule) as lists:
            return Phrases(tuple(lists.texts(key) for key in lists.key_names()))
    if kind == "needs":
        with record.nested_record(rule) as parts:
            return Phrases((parts.texts("when"),), parts.texts("then"))
    return Phrases((record.texts(rule),))


def report_breach(breach: Breach) -> Finding:
    """Return what is said of words that break a rule of safety."""
    place = f"{breach.block}, ages {breach.band}" if breach.block else f"ages {breach.band}"
    message = f'{place}: "{breach.words}" breaks the rule {breach.rule.id}'
    return Finding("rule-broken", breach.where, message, breach.rule.why, Severity.WARNING)


def find_unchecked(locale: str, rules: Sequence[Rule], known: Mapping[str, Phrases]) -> Iterator[Finding]:
    """Yield which rules nobody can check in a locale, because its file lacks their phrases."""
    missing = [rule.id for rule in rules if rule.id not in known]
    if missing:
        message = f"{len(missing)} of {len(rules)} rules of safety are not checked: {', '.join(missing)}"
        hint = "write what they look for in this language"
        yield Finding("rules-unchecked", Where(phrases_name(locale)), message, hint, Severity.UNCHECKED)
