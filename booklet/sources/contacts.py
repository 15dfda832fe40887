"""A contact of a country file: one place to get help, read strictly, since a wrong number does harm."""

import re
from datetime import date

from booklet.errors import did_you_mean
from booklet.facts.fingerprint import FINGERPRINT
from booklet.facts.insert import DAYS, KINDS, SERVICES, Check, ContactFact, Hours, PhoneNumber
from booklet.sources.addresses import address_findings, find_refused_addresses
from booklet.sources.facts import CONFIDENCES, read_practice, read_source
from booklet.sources.record import Record
from booklet.sources.shelters import find_shelter_address, names_shelter
from booklet.sources.yamlfile import Mapping
from booklet.text.blank import shows
from booklet.words.review import is_person

CHATS = ("whatsapp", "webchat", "email", "sms", "facebook")

ANSWERS = ("yes", "no", "unknown")

LONGEST_NAME = 80

LONGEST_REGION = 40

CALLS = (date(2000, 1, 1), date(2099, 12, 31))
"""Days between which a call can lie: others are slips of the pen."""

NUMBER = r"\+?\(?[0-9][0-9 ().\-]{0,30}"

VANITY = r"[0-9]([0-9A-Z]|[ \-](?=[0-9A-Z])){2,30}"
"""A number with letters to dial by: `1-800-4-A-CHILD`."""

TIMES = r"([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)"

_DAY = f"({'|'.join(DAYS)})"

OPEN_DAYS = rf"{_DAY}(-{_DAY})?(,{_DAY}(-{_DAY})?)*"

LANGUAGE = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"

_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")

_MARKUP = re.compile(r"<[A-Za-z/!][^>]*>?|\{[^}]*\}?|&#?\w+;|\]\(")


def read_contact(record: Record, country: str) -> ContactFact:
    """Return a contact of a country; faults go to the findings of the record."""
    always, hours = _hours(record)
    ages_under, ages_from = _ages(record)
    for remark in ("note", "conflict"):
        record.text(remark, "")
    numbers = tuple(_number(number) for number in record.records("numbers", "a number"))
    _refuse_mixed(record, numbers)
    name = read_names(record, LONGEST_NAME)
    region = read_names(record, LONGEST_REGION, "region") if "region" in record else {}
    _refuse_shelter(record, name, region)
    return ContactFact(
        id=record.name("id"),
        kind=record.choice("kind", KINDS),
        name=name,
        numbers=numbers,
        abroad=_read_international(record, "abroad"),
        web=_web(record, "web"),
        chat=_chat(record),
        whatsapp=_read_printed(record, "whatsapp") if "whatsapp" in record else "",
        sms=_sms(record),
        always=always,
        hours=hours,
        languages=_languages(record),
        free=_read_yes(record, "free"),
        private=_read_yes(record, "private"),
        ages_under=ages_under,
        ages_from=ages_from,
        sources=tuple(read_source(source) for source in record.records("sources", "a source")),
        confidence=record.choice("confidence", CONFIDENCES),
        withheld=record.text("withheld", ""),
        withdrawn=record.day("withdrawn"),
        checked=read_check(record),
        where=record.where,
        country=country,
        practice=read_practice(record),
        region=region,
        must_print=_read_yes(record, "must-print"),
    )


def read_names(record: Record, longest: int, key: str = "name") -> dict[str, str]:
    """Return a name by language; there must be one."""
    node, names = record.required_node(key), record.mapped_texts(key)
    if isinstance(node, Mapping) and not (names and all(map(shows, names.values()))):
        record.fault("empty-text", node.where, f'{record.what} has nothing after "{key}"', f"write {key}: {{en: ...}}")
    for tag, name in names.items():
        refuse_language(record, key, tag)
        refuse_markup(record, key, name, longest)
    return names


def refuse_language(record: Record, key: str, tag: str) -> None:
    """Report a language whose tag has no form of BCP 47."""
    if not re.fullmatch(LANGUAGE, tag):
        hint = "write a code such as en, sw or pt-BR"
        record.fault("wrong-language", record.place(key), f'"{tag}" is no code of a language', hint)


def refuse_markup(record: Record, key: str, text: str, longest: int) -> None:
    """Report a text that would not be printed as written, or that is too long."""
    found = _MARKUP.search(text)
    if found:
        message = f'"{key}" holds mark-up or a placeholder: {found[0]}'
        record.fault("markup-in-text", record.place(key), message, "write plain words")
    if len(text) > longest or "\n" in text.strip():
        message = f'"{key}" has {len(text)} characters or several lines'
        record.fault("too-long", record.place(key), message, f"write one line of {longest} characters at most")
    record.findings += find_refused_addresses(text, record.place(key))
    record.findings += find_shelter_address(text, record.place(key))


def _refuse_shelter(record: Record, name: dict[str, str], region: dict[str, str]) -> None:
    """Report a name or region that says where a house stands, if another line says that the house is a shelter."""
    about = "\n".join((*name.values(), *region.values()))
    lines = [("name", text) for text in name.values()] + [("region", text) for text in region.values()]
    for key, text in lines:
        if not names_shelter(text):
            record.findings += find_shelter_address(text, record.place(key), about)


def _hours(record: Record) -> tuple[bool, tuple[Hours, ...]]:
    with record.nested_record("hours") as hours:
        always = _read_yes(hours, "always")
        days = [key for key in ("daily", *hours.key_names()) if key in hours]
        days = [key for key in dict.fromkeys(days) if key == "daily" or re.fullmatch(OPEN_DAYS, key)]
        return always, tuple(_read_opening(hours, key) for key in days)


def _read_opening(record: Record, days: str) -> Hours:
    times = record.text(days)
    if times.strip() and not re.fullmatch(rf"{TIMES}(, {TIMES})*", times):
        message, hint = f'"{days}: {times}" are no times of a day', "write '09:00-17:00', in quotes"
        record.fault("wrong-hours", record.place(days), message, hint)
    return Hours(days, times)


_SAID_HOURS = re.compile(rf"(daily|{OPEN_DAYS}) (?P<times>{TIMES}(?:, {TIMES})*)(?:, |$)")


def parse_hours(said: str) -> dict[str, str]:
    """Return hours that a person typed, by days as a file has them; nothing if any of it is not understood.

    >>> parse_hours("mon-fri 9:00-12:00, 14:00-17:00, sat,sun 10:00-12:00")
    {'mon-fri': '09:00-12:00, 14:00-17:00', 'sat,sun': '10:00-12:00'}
    >>> parse_hours("09:00-17:00"), parse_hours("mon 09:00-17:00, mon 10:00-11:00"), parse_hours("24 Dec 9:00-12:00")
    ({}, {}, {})
    """
    text = re.sub(r"\b(?=\d:\d\d)", "0", ", ".join(re.split(r"\s*[,;]\s*", " ".join(said.lower().split()))))
    text = re.sub(rf"({_DAY}), (?={_DAY})", r"\1,", text)
    found: dict[str, str] = {}
    place = 0
    while place < len(text):
        part = _SAID_HOURS.match(text, place)
        if not part or part[1] in found:
            return {}
        found[part[1]] = part.group("times")
        place = part.end()
    return found


def _ages(record: Record) -> tuple[str, str]:
    with record.nested_record("ages") as ages:
        return _age(ages, "under"), _age(ages, "from")


def _age(record: Record, key: str) -> str:
    age = record.text(key, "")
    if age and not re.fullmatch(r"[1-9][0-9]?", age):
        record.fault("wrong-age", record.place(key), f'"{key}: {age}" is no age', "write years, such as 18")
    return age


def _sms(record: Record) -> tuple[str, str]:
    with record.nested_record("sms") as sms:
        number, word = _read_printed(sms, "to") if "to" in sms else "", sms.text("word", "")
        refuse_markup(sms, "word", word, 20)
        return number, word


def _languages(record: Record) -> tuple[str, ...]:
    languages = record.texts("languages")
    for tag in languages:
        refuse_language(record, "languages", tag)
    return languages


def _read_yes(record: Record, key: str) -> bool:
    return record.choice(key, ANSWERS, "unknown") == "yes"


def _chat(record: Record) -> tuple[str, ...]:
    chats = record.texts("chat")
    for chat in chats:
        if chat not in CHATS:
            record.fault(
                "unknown-chat", record.place("chat"), f'no way to chat is called "{chat}"', did_you_mean(chat, CHATS)
            )
    return chats


def _web(record: Record, key: str) -> str:
    web = record.text(key, "")
    if web:
        record.findings += address_findings(web, record.place(key))
    return web


def _number(record: Record) -> PhoneNumber:
    where = record.where
    if "dial" not in record:
        printed = _read_printed(record, "printed")
        return PhoneNumber(printed, printed, record.choice("service", SERVICES, ""), where)
    dial, printed = _read_printed(record, "dial"), record.text("printed")
    if printed.strip() and not re.fullmatch(VANITY, printed):
        hint = "write digits and capital letters, with hyphens or spaces between them"
        record.fault("wrong-number", record.place("printed"), f'"{printed}" is no phone number', hint)
    elif printed.strip() and _digits(printed.translate(_KEYPAD)) != _digits(dial):
        message = f'the letters of "{printed}" are not "{dial}" on a keypad'
        record.fault("wrong-number", record.place("dial"), message, "compare them key by key")
    return PhoneNumber(printed, dial, record.choice("service", SERVICES, ""), where)


def _digits(number: str) -> str:
    return re.sub(r"[^0-9]", "", number)


def _refuse_mixed(record: Record, numbers: tuple[PhoneNumber, ...]) -> None:
    """Report a number without a service beside others with one: nobody could tell whom it reaches."""
    if any(number.service for number in numbers):
        for number in numbers:
            if not number.service:
                hint = "add service: police, ambulance or fire"
                record.fault("missing-service", number.where, f'whom does "{number.printed}" reach?', hint)


def _read_printed(record: Record, key: str) -> str:
    printed = record.text(key)
    if printed.strip() and not re.fullmatch(NUMBER, printed):
        hint = "write digits and spaces, in quotes: '116 111'"
        record.fault("wrong-number", record.place(key), f'"{printed}" is no phone number', hint)
    return printed


def _read_international(record: Record, key: str) -> str:
    """Return a number that can be dialled from anywhere."""
    number = _read_printed(record, key) if key in record else ""
    if number.strip() and not number.startswith("+"):
        hint = "write + and the code of the country first"
        record.fault("wrong-number", record.place(key), f'"{number}" cannot be dialled from abroad', hint)
    return number


def read_check(record: Record) -> Check | None:
    """Return who called, when, and the fingerprint of what they heard, None if the record has no call."""
    if "checked" not in record:
        return None
    with record.nested_record("checked") as call:
        by, day = _caller(call)
        of = call.text("of", "")
        if of and not re.fullmatch(FINGERPRINT, of):
            message, hint = f'"of: {of}" is no fingerprint', "call with confirm, which writes it"
            call.fault("wrong-fingerprint", call.place("of"), message, hint)
    return Check(by, day, call.where, of) if day else None


def _caller(call: Record) -> tuple[str, date | None]:
    """Return who called and when."""
    by, day = call.text("by"), call.day("on")
    if by.strip() and not is_person(by):
        call.fault("no-person", call.place("by"), "the name is none of a person", "write who has called")
    if not call.text("on", ""):
        hint = "add on: 2026-11-24, the day of the call"
        call.fault("missing-key", call.where, '"checked" needs the key "on"', hint)
    if day and not CALLS[0] <= day <= CALLS[1]:
        message = f'"on: {day}" is no day on which anybody can have called'
        call.fault("wrong-day", call.place("on"), message, "write the day of the call, such as 2026-11-24")
        return by, None
    return by, day
