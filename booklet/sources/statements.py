"""Sources in, a partner's statements out: words with digits or addresses, its own pictures and typefaces.

We answer for what we ship, so that is no statement. A project's words become a statement as soon as they have a sign
that no typed fact fills in. Contacts of its country file with a number are none, since calls cover everything a reader
sees of them, nor lines on the law, which print only once somebody who knows the law has signed them. A place that only
has an address is not called: a person opens it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from booklet.errors import Where
from booklet.facts.insert import INTERNATIONAL
from booklet.facts.lots import Recipient
from booklet.look.brand import Brand
from booklet.sources.catalogues import catalogue_name, read_catalogue
from booklet.sources.countries import read_country
from booklet.sources.folders import Folders, country_file
from booklet.sources.guide import read_guide
from booklet.sources.load import SCENES, Sources
from booklet.text.blank import shows
from booklet.text.markup import escape_markup
from booklet.words.catalogue import MessageSlot, TranslationState, slots, state_of
from booklet.words.guide import Guide
from booklet.words.locales import SOURCE_LOCALE
from booklet.words.own_words import strings_by_id
from booklet.words.signs import find_signs, list_signs
from booklet.words.statements import Answer, Statement, fingerprint_of


def list_statements(
    sources: Sources, country: str, tags: tuple[str, ...], ids: frozenset[str]
) -> tuple[Statement, ...]:
    """Return a partner's statements in files of a country and some languages that print certain blocks and labels.

    Raises `SourceError` if a catalogue or the country is faulty.
    """
    found = list(sources.said)
    if sources.event:
        where = sources.event.where
        themes = (sources.event.theme(tag) for tag in tags)
        found += [
            said
            for theme in themes
            if theme
            for said in _make_statements(f"event theme {theme.locale}", where, theme.text)
        ]
    found += _make_statements("checked_at", sources.brand.where, escape_markup(sources.brand.checked_at))
    found += _list_partners(sources.brand, tags)
    if not sources.brand.is_recipient:
        brand, where = sources.brand, sources.brand.where
        lines = {"name": brand.name, "short": brand.short, "contact": brand.contact}
        lines |= {"cover alt": brand.cover.alt} if brand.cover else {}
        found += [said for key, line in lines.items() for said in _make_statements(key, where, escape_markup(line))]
        for taken in (one for one in brand.responsible if one.locale in tags):
            lines = {"name": taken.name, "role": taken.role, "organisation": taken.organisation}
            for key, line in (lines | {"contact": taken.contact}).items():
                place = f"words {taken.locale} {' '.join(taken.bands)} {key}"
                found += _make_statements(place, taken.where, escape_markup(line))
    if sources.folders.project:
        found += _read_project(sources, country, tags, ids)
    return tuple(found)


def _list_partners(brand: Brand, tags: tuple[str, ...]) -> Iterator[Statement]:
    """Yield the statements in what a funder demands, and in the names of the owners of logos."""
    for key, tag, text in brand.sentences:
        if tag in ("", *tags):
            yield from _make_statements(f"{key} {tag}".strip(), brand.funder_where, escape_markup(text))
    for logo in brand.logos:
        yield from _make_statements(f"logos {logo.file}", logo.where or brand.where, escape_markup(logo.name))


def row_statements(who: Recipient) -> Iterator[Statement]:
    """Yield the statements in the printed cells of a row, and the one about the page its code leads to."""
    file = who.where.file
    for column, text in ({"name": who.name, "contact": who.contact, "web": who.web} | dict(who.columns)).items():
        if signs := find_signs(escape_markup(text)):
            place = f"{file} {who.id} {column}"
            yield Statement(place, _show_signs(signs), fingerprint_of(place, text), who.where, group=file)


def _read_project(sources: Sources, country: str, tags: tuple[str, ...], ids: frozenset[str]) -> Iterator[Statement]:
    """Yield the statements in the files of a project, each read once."""
    own = [*sources.statements("guide", _read_guide)]
    for tag in tags:
        own += sources.statements(catalogue_name(tag), partial(_read_catalogue, tag))
    yield from (said for said in own if not said.id or said.id in ids)
    for code in dict.fromkeys((country, INTERNATIONAL)):
        yield from sources.statements(code, partial(_read_country, code))
    yield from sources.statements("files", lambda known: _read_files(known.folders))


def _read_guide(sources: Sources) -> Iterator[Statement]:
    """Yield statements in a project's words, pages, cards and guide files that do not stand in ours."""
    folders = sources.folders
    laid = [
        (id, string, wording)
        for id, strings in strings_by_id(sources.guide).items()
        for string, wording in strings.items()
        if folders.is_laid(wording.where.file)
    ]
    is_over = any(wording.where.file.startswith("translations/") for _, _, wording in laid)
    ours = strings_by_id(_read_our_guide(folders)) if is_over else {}
    for id, string, wording in laid:
        mine = ours.get(id, {}).get(string)
        if mine is None or mine.forms != wording.forms:
            yield from _make_statements(f"{id} {string}", wording.where, *wording.forms, id=id)
    for block in sources.guide.every_block():
        if block.shown and block.shown.web:
            yield from _make_statements(f"{block.id} to", block.where, escape_markup(block.shown.web), id=block.id)


def _read_our_guide(folders: Folders) -> Guide:
    return read_guide(Folders(folders.own), f"translations/{SOURCE_LOCALE}", [])


def _read_catalogue(tag: str, sources: Sources) -> Iterator[Statement]:
    """Yield statements in a project's catalogue that are in neither its English nor our catalogue.

    For fixed messages that we have not translated, only a person who reads both can say whether they match the English.
    """
    folders, name = sources.folders, catalogue_name(tag)
    if tag == SOURCE_LOCALE or not folders.is_laid(name):
        return
    theirs, ours = read_catalogue(folders, tag, []), read_catalogue(Folders(folders.own), tag, [])
    fixed = {block.id: message.id for message in sources.guide.messages for block in message.walk()}
    new: dict[str, list[tuple[MessageSlot, str, Where]]] = {}
    for slot in slots(sources.guide).values():
        message, mine = theirs.messages.get(slot.context), ours.messages.get(slot.context)
        if message is None or state_of(slot, message) is not TranslationState.TRANSLATED or not shows(message.text):
            continue
        if mine and mine.text == message.text:
            continue
        if slot.id in fixed:
            new.setdefault(fixed[slot.id], []).append((slot, message.text, message.where))
        elif Counter(list_signs(message.text)) != Counter(list_signs(slot.text)):
            yield from _make_statements(slot.context, message.where, message.text, id=slot.id)
    for id, said in new.items():
        texts = [text for _, text, _ in said]
        english = " / ".join(slot.text for slot, _, _ in said)
        yield Statement(
            place=f"{name} {id}",
            shows=" / ".join(texts),
            of=fingerprint_of(f"{name} {id}", *texts, english),
            where=said[0][2],
            asks=english,
            answers=(Answer.AGREES,),
        )


def _read_country(code: str, sources: Sources) -> Iterator[Statement]:
    """Yield the statements in a project's country file, apart from contacts that are called."""
    name = country_file(code)
    if not sources.folders.is_laid(name):
        return
    insert = sources.insert(code)
    texts = {f"name {tag}": text for tag, text in insert.name.items()}
    texts |= {f"names {key}": text for key, text in insert.names.items()}
    for key, text in texts.items():
        yield from _make_statements(key, Where(name), text)
    ours = _list_our_addresses(sources.folders, code)
    for contact in insert.contacts:
        if contact.is_printable and not contact.has_number:
            for tag, text in contact.name.items():
                yield from _make_statements(f"{contact.id} name {tag}", contact.where, escape_markup(text))
            if contact.web and contact.heard not in ours:
                yield from _make_statements(
                    f"{contact.id} web", contact.where, escape_markup(contact.web), contact.heard
                )


def _list_our_addresses(folders: Folders, code: str) -> frozenset[str]:
    """Return the statements about places without a number in our own files of a country and of the world."""
    paths = (folders.own / country_file(name) for name in (code, INTERNATIONAL))
    inserts = (read_country(path, path.name)[0] for path in paths if path.is_file())
    return frozenset(one.heard for insert in inserts if insert for one in insert.contacts if not one.has_number)


def _read_files(folders: Folders) -> Iterator[Statement]:
    """Yield the files of a project that draw, pictures, typefaces, parts and scenes, if any byte is not ours."""
    assert folders.project is not None
    for name, digest in folders.list_drawn().items():
        asks = f"{_tell_where(name, folders.project)}: does it show a number, an address or a code?"
        yield Statement(name, "what nothing here can read", digest[:16], Where(name), asks)


def _tell_where(name: str, project: Path) -> str:
    """Return where a person sees what a file draws: a scene is a text of which pictures are made."""
    if name.startswith(SCENES):
        return f"look at the picture of {name}, which preview scene {PurePosixPath(name).stem} makes"
    return f"open {project / name} and look"


def _make_statements(key: str, where: Where, *forms: str, id: str = "") -> Iterator[Statement]:
    """Yield a statement if any form of the text under a key contains a sign."""
    signs = [sign for form in forms for sign in find_signs(form)]
    if signs:
        place = f"{where.file} {key}"
        yield Statement(place, _show_signs(signs), fingerprint_of(place, *forms), where, " / ".join(forms), id)


def _show_signs(signs: Iterable[str]) -> str:
    return ", ".join(f"“{sign}”" for sign in dict.fromkeys(signs))
