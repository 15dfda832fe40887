"""A guide and an insert in, the manuscript of one locale, country and band out: every string resolved."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from booklet.errors import Finding, Severity, Where, raise_errors
from booklet.guide import PLACEHOLDER, Guide, SourceBlock, SourceTopic, Wording
from booklet.insert import INTERNATIONAL, ContactFact, Insert, PhoneNumber
from booklet.locales import SOURCE_LOCALE, Locale
from booklet.manuscript import Block, Contact, Help, Labels, Manuscript, Number, Topic, make_labels
from booklet.terms import link_terms
from booklet.text.markup import escape_markup

INSERT_PLACEHOLDERS = ("helpline", "number", "emergency", "crisis", "country", "hotline", "removal")
"""Placeholders whose value a country may change; `law:...` besides."""

STRINGS = ("title", "text", "label", "place")

LAW_LINES = ("protected", "pictures", "ai", "report", "account")

NBSP = "\u00a0"

MOST_ROWS = 6
"""Rows a directory has room for."""

ROW_KINDS = ("crisis", "hotline", "removal", "police", "helpline", "support")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a manuscript is asked for: the axes that choose words."""

    locale: Locale
    band: str
    product: str
    pages: Mapping[str, int]
    """Topic to page, from 0, in the layout the words are for."""


def unbroken(printed: str) -> str:
    """Return a phone number that stays on one line: as printed, its spaces and hyphens unbreakable.

    >>> unbroken("116 111").split()
    ['116', '111']
    >>> " " in unbroken("116 111")
    False
    """
    return printed.replace(" ", NBSP).replace("-", "\u2011")


def shown_address(address: str) -> str:
    r"""Return a web address as people read it, as markup.

    >>> shown_address("https://takeitdown.ncmec.org/")
    'takeitdown.ncmec.org'
    """
    return escape_markup(re.sub(r"^https?://", "", address).rstrip("/"))


def running_address(address: str) -> str:
    """Return a web address that stays on one line in running text."""
    return shown_address(address).replace("/", "/\u2060")


def localise(guide: Guide, insert: Insert, world: Insert, asked: Asked) -> tuple[Manuscript, list[Finding]]:
    """Return the manuscript and what a person should know of it; raise `SourceError` with all faults."""
    resolver = _Resolver(guide, insert, world, asked)
    topics = tuple(resolver.topic(topic) for topic in guide.topics_of(asked.product, asked.band))
    manuscript = Manuscript(
        locale=asked.locale,
        country=insert.country,
        country_name=resolver.values.get("country", ""),
        band=asked.band,
        title=resolver.label("title"),
        topics=link_terms(topics, asked.pages) if asked.product == "booklet" else topics,
        labels=resolver.labels(),
        help=resolver.help(),
    )
    raise_errors(resolver.findings)
    return manuscript, resolver.findings


@dataclass
class _Resolver:
    """Resolves wordings with the values of one insert."""

    guide: Guide
    insert: Insert
    world: Insert
    asked: Asked
    findings: list[Finding] = field(default_factory=list)
    values: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.values = {}
        self.values = self._names() | self._page_numbers() | self._insert_values() | self._law_lines()

    # values of placeholders

    def _names(self) -> dict[str, str]:
        names = {
            key.removeprefix("name."): text.forms[0]
            for key, text in self.guide.labels.items()
            if key.startswith("name.")
        }
        return names | dict(self.insert.names)

    def _page_numbers(self) -> dict[str, str]:
        return {f"page:{topic}": str(page + 1) for topic, page in self.asked.pages.items()}

    def _law_lines(self) -> dict[str, str]:
        tag = self.asked.locale.tag
        return {f"law:{key}": lines[tag] for key, lines in self.insert.law.items() if tag in lines}

    def _insert_values(self) -> dict[str, str]:
        lead = self.insert.lead
        found = {
            "finder": running_address(self._first("finder", self.world)),
            "hotline": running_address(self._first("hotline", self.insert) or self._first("hotline", self.world)),
            "removal": running_address(self._first("removal", self.insert) or self._first("removal", self.world)),
            "emergency": self._emergency_words(),
            "crisis": self._crisis_number(),
        }
        if self.insert.country != INTERNATIONAL:
            found["country"] = self.name_of(self.insert.name)
        if lead.numbers:
            found |= {"helpline": self.name_of(lead.name), "number": unbroken(lead.numbers[0].printed)}
        return {key: value for key, value in found.items() if value}

    def _first(self, kind: str, insert: Insert) -> str:
        return next((contact.web for contact in insert.of_kind(kind) if contact.web), "")

    def _crisis_number(self) -> str:
        crisis = next((contact for contact in self.insert.of_kind("crisis") if contact.numbers), None)
        return unbroken(crisis.numbers[0].printed) if crisis else ""

    def _emergency_words(self) -> str:
        """Return the emergency numbers a child in danger needs, each with its service where they differ."""
        contacts = self.insert.of_kind("emergency")
        numbers = contacts[0].numbers if contacts else ()
        if not numbers:
            return ""
        if not numbers[0].service:
            return unbroken(numbers[0].printed)
        urgent = [number for number in numbers if number.service in {"police", "ambulance"}]
        return self.label("emergency.or").join(self._with_service(number) for number in urgent)

    def _with_service(self, number: PhoneNumber) -> str:
        text = self.label("emergency.service").replace("{number}", unbroken(number.printed))
        return text.replace("{service}", self.label(f"service.{number.service}").lower())

    # strings

    def label(self, key: str) -> str:
        """Return a label with its page numbers and names filled in.

        What an insert says stays open: a layout fills it in where it is printed, so that labels are the same words in
        every country.
        """
        wording = self.guide.labels.get(f"{key}@{self.asked.band}") or self.guide.labels.get(key)
        if wording is None:
            where = Where(f"translations/{self.asked.locale.tag}/labels.yaml")
            self.findings.append(Finding("missing-label", where, f'no label "{key}"', f"add {key}: ..."))
            return ""
        return PLACEHOLDER.sub(self._steady, wording.forms[0])

    def _steady(self, found: re.Match[str]) -> str:
        name = found[1]
        is_open = name in INSERT_PLACEHOLDERS or name.startswith("law:")
        return found[0] if is_open else self.values.get(name, found[0])

    def labels(self) -> Labels:
        """Return all labels, sorted."""
        return make_labels(tuple((key, self.label(key)) for key in sorted(self.guide.labels) if "@" not in key))

    def name_of(self, names: Mapping[str, str]) -> str:
        """Return a name in the locale, or in the source locale, as markup."""
        name = names.get(self.asked.locale.tag) or names.get(SOURCE_LOCALE) or next(iter(names.values()), "")
        return escape_markup(name)

    def resolve(self, wording: Wording) -> str:
        """Return the first form whose placeholders all have values."""
        for form in wording.forms:
            if all(name in self.values for name in PLACEHOLDER.findall(form)):
                return PLACEHOLDER.sub(lambda match: self.values[match[1]], form)
        self._report_placeholders(wording)
        return wording.forms[-1] if wording.forms else ""

    def _report_placeholders(self, wording: Wording) -> None:
        for name in PLACEHOLDER.findall(wording.forms[-1] if wording.forms else ""):
            if name not in self.values:
                message = f"{{{name}}} has no value in {self.insert.country}"
                hint = (
                    "add a last form that needs no value"
                    if is_known(name)
                    else "known are: " + ", ".join(sorted(self.values))
                )
                code = "placeholder-empty" if is_known(name) else "unknown-placeholder"
                self.findings.append(Finding(code, wording.where, message, hint))

    # blocks

    def topic(self, topic: SourceTopic) -> Topic:
        """Return a topic with the blocks of the band."""
        return Topic(topic.id, self._string(topic.titles, "title"), self.blocks(topic.blocks))

    def blocks(self, blocks: Iterable[SourceBlock]) -> tuple[Block, ...]:
        """Return the blocks that the band has."""
        return tuple(self.block(block) for block in blocks if not block.bands or self.asked.band in block.bands)

    def block(self, block: SourceBlock) -> Block:
        """Return a block with its strings resolved; a fixed message takes the style of its place."""
        if block.kind == "use":
            message = next((message for message in self.guide.messages if message.id == block.use), None)
            return self._written(message, block.style) if message else Block(block.use, "note")
        return self._written(block, block.style)

    def _written(self, block: SourceBlock, style: str) -> Block:
        wordings = {key: text for key in STRINGS if (text := self._wording(block.strings, key))}
        items = self.blocks(block.items)
        return Block(
            id=block.id,
            kind=block.kind,
            style=style,
            title=self._string(block.strings, "title"),
            text=self._string(block.strings, "text"),
            label=self._string(block.strings, "label") or self._string(block.strings, "place"),
            icon=block.icon,
            items=items,
            varies=any(item.varies for item in items) or any(map(varies, wordings.values())),
        )

    def _string(self, strings: Mapping[str, Wording], key: str) -> str:
        wording = self._wording(strings, key)
        return self.resolve(wording) if wording else ""

    def _wording(self, strings: Mapping[str, Wording], key: str) -> Wording | None:
        """Return the wording of the band, or the one all bands share."""
        return strings.get(f"{key}-{self.asked.band}") or strings.get(key)

    # where to get help

    def help(self) -> Help:
        """Return the contacts as they are printed."""
        emergency = next(iter(self.insert.of_kind("emergency")), None)
        return Help(
            lead=self.contact(self.insert.lead),
            emergency=self.contact(emergency) if emergency else None,
            rows=tuple(self.contact(contact) for contact in self._rows()),
        )

    def _rows(self) -> list[ContactFact]:
        """Return the directory's contacts: one of each kind, then more while there is room, the finder last."""
        finder = [contact for contact in self.world.of_kind("finder") if contact.id != self.insert.lead.id]
        firsts, more = [], []
        for kind in ROW_KINDS:
            found = [contact for contact in self._of_kind(kind) if contact is not self.insert.lead]
            firsts += found[:1]
            more += found[1:]
        found, room = [*firsts, *more], MOST_ROWS - len(finder)
        self._report_left_out(found[room:])
        return sorted(found[:room], key=lambda contact: ROW_KINDS.index(contact.kind)) + finder

    def _of_kind(self, kind: str) -> tuple[ContactFact, ...]:
        found = self.insert.of_kind(kind)
        if not found and kind in {"hotline", "removal"}:
            found = self.world.of_kind(kind)
        return tuple(contact for contact in found if self._is_for_readers(contact))

    def _is_for_readers(self, contact: ContactFact) -> bool:
        """Tell whether somebody of the band can use a contact; one for pictures of adults is not for 10-13."""
        return self.asked.band != "10-13" or not contact.ages_from

    def _report_left_out(self, contacts: list[ContactFact]) -> None:
        for contact in contacts:
            message = f'"{contact.id}" is not printed: the directory has {MOST_ROWS} rows'
            self.findings.append(
                Finding("directory-full", contact.where, message, "keep the most helpful ones", Severity.NOTE)
            )

    def contact(self, fact: ContactFact) -> Contact:
        """Return a contact as printed."""
        return Contact(
            kind=fact.kind,
            name=self.name_of(fact.name),
            line=self._contact_line(fact),
            numbers=tuple(self._number(number) for number in fact.numbers),
            address=shown_address(fact.web),
            link=fact.web,
            facts=self._facts(fact),
            chat=self._chat(fact),
        )

    def _contact_line(self, fact: ContactFact) -> str:
        line = "adult" if fact.kind == "removal" and fact.ages_from else "line"
        return self.label(f"kind.{fact.kind}.{line}") if fact.kind != "emergency" else ""

    def _number(self, number: PhoneNumber) -> Number:
        return Number(unbroken(number.printed), dialled(number.printed, self.insert.country), number.service)

    def _facts(self, fact: ContactFact) -> tuple[str, ...]:
        """Return what the file says yes to, in words."""
        found = [self.label(f"fact.{key}") for key in ("free", "private", "always") if getattr(fact, key)]
        if fact.daily:
            found.append(self.label("fact.daily").replace("{hours}", escape_markup(fact.daily).replace("-", "–")))
        return tuple(found)

    def _chat(self, fact: ContactFact) -> str:
        if fact.sms[0]:
            number, word = unbroken(fact.sms[0]), escape_markup(fact.sms[1])
            return self.label("card.sms").replace("{word}", word).replace("{number}", number)
        return " · ".join(self.label(f"chat.{chat}") for chat in fact.chat)


def is_known(name: str) -> bool:
    """Tell whether a placeholder is one that an insert or a layout may fill."""
    kind, _, rest = name.partition(":")
    return name in INSERT_PLACEHOLDERS or name == "finder" or kind == "page" or (kind == "law" and rest in LAW_LINES)


def varies(wording: Wording) -> bool:
    """Tell whether an insert has a say in a wording."""
    names = {name for form in wording.forms for name in PLACEHOLDER.findall(form)}
    return any(name in INSERT_PLACEHOLDERS or name.startswith("law:") for name in names)


def dialled(printed: str, country: str) -> str:
    """Return what a phone dials for a printed number: E.164 where the number is a valid one, else its digits.

    >>> dialled("0800 1111", "GB")
    '+448001111'
    >>> dialled("116", "KE")
    '116'
    """
    import phonenumbers

    try:
        number = phonenumbers.parse(printed, country)
    except phonenumbers.NumberParseException:
        return re.sub(r"[^0-9+]", "", printed)
    if phonenumbers.is_valid_number(number):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return re.sub(r"[^0-9+]", "", printed)
