"""A run file, `run.yaml`: a campaign's wishes, text to `Campaign`, every fault at once."""

from pathlib import Path

from booklet.errors import Finding, SourceError, Where, raise_errors
from booklet.facts.event import CONFIRMED, FIRST, LAST, LONGEST_THEME, EventDay, EventTheme, safer_internet_day
from booklet.facts.lots import ALL, AXES, LONGEST_ADDRESS, MOST_COPIES, Campaign, Lot, Named, Recipient
from booklet.look.brand import line_fault, phone_numbers
from booklet.sources.addresses import find_refused_addresses
from booklet.sources.folders import Folders
from booklet.sources.recipients import read_recipients
from booklet.sources.record import Record
from booklet.sources.shelters import find_shelter_address
from booklet.sources.yamlfile import Node, Scalar, Sequence, parse_yaml, read_yaml
from booklet.text.blank import shows
from booklet.text.markup import escape_markup

USUAL = Lot("", (), (), None, 1, "", Where(""))
"""What a lot has if neither it nor the defaults say anything."""


def read_run(path: Path) -> Campaign:
    """Return the campaign of a file; raise `SourceError` with all its faults."""
    return _read_campaign(*read_yaml(path, path.name), path)


def parse_run(text: str, path: Path) -> Campaign:
    """Return the campaign that a text would be at the path of a run file; raise `SourceError` with all its faults."""
    return _read_campaign(*parse_yaml(text, path.name), path)


def _read_campaign(node: Node, findings: list[Finding], path: Path) -> Campaign:
    folders = Folders(path.parent)
    with Record(node, findings, path.name) as record:
        has_name = "name" in record
        name = record.name("name") if has_name else path.stem
        event = _event(record)
        with record.nested_record("defaults") as defaults:
            usual = _lot(defaults, USUAL, "", folders, event)
        lots = tuple(
            _lot(lot, usual, lot.name("name"), folders, event)
            for lot in record.records("lots", "a lot", is_needed=True)
        )
        _refuse_twins(record, lots)
    raise_errors(findings)
    return Campaign(name, lots)


def _lot(record: Record, usual: Lot, name: str, folders: Folders, event: EventDay | None) -> Lot:
    """Return a lot; values that it lacks come from the usual one."""
    with record.nested_record("without") as left_out:
        without = _axes(left_out)
    return Lot(
        name=name,
        asked=tuple((dict(usual.asked) | dict(_axes(record))).items()),
        without=tuple((dict(usual.without) | dict(without)).items()),
        printer=_printer(record) or usual.printer,
        quantity=_quantity(record, usual.quantity),
        deliver_to=_address(record, usual.deliver_to),
        where=record.where,
        recipients=_recipients(record, folders) or usual.recipients,
        event=_read_named_day(record, event, usual.event),
    )


def _axes(record: Record) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    found = ((axis, _names(record, axis)) for axis in AXES)
    return tuple((axis, names) for axis, names in found if names)


def _names(record: Record, axis: str) -> tuple[Named, ...]:
    """Return the names of an axis: one, a list, or `all`, which stands alone."""
    node = record.node(axis)
    if node is None:
        return ()
    nodes = node.items if isinstance(node, Sequence) else (node,)
    names = tuple(_read_named(record, axis, item) for item in nodes)
    if not names or any(not name.text for name in names):
        record.fault("empty-text", record.place(axis), f'"{axis}" names nothing', f"name one, or write {axis}: {ALL}")
        return ()
    if len(names) > 1 and any(name.text == ALL for name in names):
        record.fault("wrong-type", record.place(axis), f'"{ALL}" stands beside others', f"write {axis}: {ALL}")
    return names


def _read_named(record: Record, axis: str, node: Node) -> Named:
    if isinstance(node, Scalar):
        return Named(node.text.strip(), node.where)
    record.fault("wrong-type", node.where, f'"{axis}" must be texts', "write one, or a list of them")
    return Named(ALL, node.where)


def _recipients(record: Record, folders: Folders) -> tuple[Recipient, ...]:
    """Return the places of the table that `records` names, a file beside the run file or below it."""
    name = record.text("records", "").strip()
    if not name:
        return ()
    try:
        return read_recipients(folders, name, record.place("records"), record.findings)
    except SourceError as error:
        record.findings += error.findings
        return ()


def _event(record: Record) -> EventDay | None:
    """Return the date of Safer Internet Day: as written down, as announced for a year, or by the rule."""
    if "event" not in record:
        return None
    with record.nested_record("event") as event:
        year, day, where, themes = event.whole("year", 0), event.day("date"), event.where, _themes(event)
        if day:
            return EventDay(day, is_confirmed=True, where=where, themes=themes)
        if not FIRST <= year <= LAST:
            event.fault(
                "wrong-year", event.place("year"), f'"event" needs a year from {FIRST} to {LAST}', "write year: 2027"
            )
            return None
    return EventDay(CONFIRMED.get(year) or safer_internet_day(year), year in CONFIRMED, where, themes)


def _themes(event: Record) -> tuple[EventTheme, ...]:
    """Return the theme of the day by language; a text without a language would stand on posters in every language."""
    node = event.node("theme")
    if isinstance(node, Scalar):
        hint = 'write theme: {en: "..."}, and each other language that has one'
        event.fault("wrong-type", node.where, "nobody can tell in which language the theme is", hint)
        return ()
    if node is None:
        return ()
    with event.nested_record("theme") as texts:
        return tuple(EventTheme(tag, _theme(texts, tag), texts.place(tag)) for tag in texts.key_names())


def _theme(texts: Record, tag: str) -> str:
    text = texts.text(tag).strip()
    if shows(text) and (fault := line_fault(text, LONGEST_THEME)):
        hint = f"write one line of {LONGEST_THEME} characters at most"
        texts.fault("wrong-theme", texts.place(tag), f"the theme in {tag} {fault}", hint)
    texts.findings += find_refused_addresses(text, texts.place(tag))
    texts.findings += find_shelter_address(escape_markup(text), texts.place(tag))
    if numbers := phone_numbers(text):
        hint = "take it out: numbers stand in the files of countries, where somebody has called them"
        texts.fault("wrong-theme", texts.place(tag), f"the theme in {tag} has a number: {numbers[0]}", hint)
    return text


def _read_named_day(record: Record, event: EventDay | None, usual: EventDay | None) -> EventDay | None:
    """Return the day, if a lot wants it named."""
    answer = record.choice("event", ("yes", "no"), "")
    if answer == "yes" and event is None:
        hint = "add event: {year: 2027} above the lots"
        record.fault("missing-event", record.place("event"), "the run file has no event", hint)
    return event if answer == "yes" else None if answer == "no" else usual


def _printer(record: Record) -> Named | None:
    text = record.text("printer", "").strip()
    return Named(text, record.place("printer")) if text else None


def _quantity(record: Record, usual: int) -> int:
    """Return the copies of each file; zero is a fault, since nobody wants a lot of nothing."""
    text = record.text("quantity", "").strip()
    if not text:
        return usual
    if text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= MOST_COPIES:
        return int(text)
    hint = f"write a whole number from 1 to {MOST_COPIES}, or delete the lot"
    record.fault("wrong-quantity", record.place("quantity"), f'"{text}" is no number of copies', hint)
    return 1


def _address(record: Record, usual: str) -> str:
    text = record.text("deliver-to", "").strip()
    if fault := line_fault(text, LONGEST_ADDRESS):
        hint = f"write one line of {LONGEST_ADDRESS} characters at most, with commas"
        record.fault("wrong-address", record.place("deliver-to"), f'"deliver-to" {fault}', hint)
    return text or usual


def _refuse_twins(record: Record, lots: tuple[Lot, ...]) -> None:
    """Report lots that would share a folder, even if only the case of letters differs."""
    seen: dict[str, Lot] = {}
    for lot in lots:
        first = seen.setdefault(lot.name.lower(), lot)
        if first is not lot and lot.name:
            message = f'a lot called "{first.name}" stands already in line {first.where.line}'
            record.fault("duplicate-lot", lot.where, message, "give it another name")
