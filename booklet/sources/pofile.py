"""A catalogue as a PO file: bytes to messages, every fault with its line, and sound messages are kept.

The format is small and read here (GNU gettext manual, "The Format of PO Files"), for no library reads it strictly.
Babel drops what a message said before (`#|`) and merges entries of the same context. polib 1.2 reads no more after a
fault, takes the last letter of a string whose quote is missing for the quote (of a number, its last digit), and opens
the file whose path a catalogue holds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from booklet.errors import Finding, Severity, Where
from booklet.sources.encoding import encoding_fault
from booklet.sources.longtext import LONGEST_TEXT, report_long_text
from booklet.words.catalogue import Catalogue, Message

LARGEST = 4_000_000
"""Bytes of a file that is read at all."""

KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(\[\d+\])?\s+"(.*)"$')

STRING = re.compile(r'"(.*)"$')

MERGE = re.compile(r"(<{7}|\|{7}|={7}|>{7})(\s|$)")

ESCAPED = re.compile(r"\\(.)|\"")

LETTERS = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}

REPLACED = "\ufffd"
"""What stands for bytes that are no text."""


@dataclass
class _Entry:
    """The part of an entry read so far; `current` is the string that the next quoted line continues.

    It has a message once it has anything but remarks and earlier texts.
    """

    line: int
    strings: dict[str, str] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    current: str = ""
    is_spoiled: bool = False
    is_long: bool = False
    has_message: bool = False


def read_po(data: bytes, name: str, locale: str, findings: list[Finding]) -> Catalogue:
    """Return the sound messages of a PO file; faults go to `findings`."""
    return _PoReader(name, findings).read(_decode(data, name, findings), locale)


def _decode(data: bytes, name: str, findings: list[Finding]) -> str:
    """Return the text of a file; bytes that are no UTF-8 are reported once, and spoil their entries."""
    where = Where(name, 1)
    if len(data) > LARGEST:
        findings.append(Finding("file-too-large", where, f"{len(data)} bytes", "a catalogue has less than 4 MB"))
        return ""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:64]:
        findings.append(Finding("encoding", where, "the file is UTF-16 or no text", "save it as UTF-8"))
        return ""
    if data.startswith(b"\xef\xbb\xbf"):
        hint = "save it as UTF-8 without one"
        findings.append(Finding("byte-order-mark", where, "begins with a byte order mark", hint, Severity.WARNING))
        data = data.removeprefix(b"\xef\xbb\xbf")
    if b"\r" in data:
        line = data[: data.index(b"\r")].count(b"\n") + 1
        hint = "save it with the line ends of Unix"
        findings.append(Finding("line-ends", Where(name, line), "has line ends of Windows", hint, Severity.WARNING))
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        findings.append(encoding_fault(error, name, "save the file as UTF-8"))
        return data.decode(errors="replace")


class _PoReader:
    """Reads lines into entries, and entries into messages."""

    def __init__(self, name: str, findings: list[Finding]) -> None:
        self.name = name
        self.findings = findings
        self.header: dict[str, str] = {}
        self.head: tuple[str, ...] = ()
        self.messages: dict[str, Message] = {}
        self.obsolete: list[str] = []

    def read(self, text: str, locale: str) -> Catalogue:
        for entry in self._entries(text):
            self._finish(entry)
        return Catalogue(locale, self.messages, self.header, self.head, tuple(self.obsolete))

    def fault(self, code: str, line: int, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        self.findings.append(Finding(code, Where(self.name, line), message, hint, severity))

    # lines

    def _entries(self, text: str) -> Iterator[_Entry]:
        """Yield the entries of a file; one begins where a remark or a context follows a translation."""
        entry = _Entry(1)
        conflict = 0
        for number, line in enumerate(text.split("\n"), start=1):
            line = line.strip()
            if mark := MERGE.match(line):
                if not conflict:
                    self.fault("merge-marker", number, "two versions were never merged", "keep one, delete the marks")
                conflict = 0 if mark[1][0] == ">" else number
                entry.is_spoiled = True
            elif not line and (entry.is_spoiled or entry.has_message):
                yield entry
                entry = _Entry(number, is_spoiled=bool(conflict))
            elif line.startswith("#~"):
                self.obsolete.append(line)
            elif line:
                if self._is_next(entry, line):
                    yield entry
                    entry = _Entry(number, is_spoiled=bool(conflict))
                self._read_line(entry, line, number)
        if conflict:
            self.fault("merge-marker", conflict, "a merge has no end", "keep one version, delete the marks")
        yield entry

    def _is_next(self, entry: _Entry, line: str) -> bool:
        begins = (
            line[0] == "#" or line.startswith("msgctxt") or (line.startswith("msgid ") and "msgid" in entry.strings)
        )
        return begins and entry.has_message

    def _read_line(self, entry: _Entry, line: str, number: int) -> None:
        if line.startswith("#|"):
            self._read_string(entry, line[2:].strip(), number, "previous ")
        elif line.startswith("#,"):
            entry.flags += [flag.strip() for flag in line[2:].split(",") if flag.strip()]
        elif line[0] == "#":
            if not line.startswith(("#.", "#:")):
                entry.remarks.append(line[1:].removeprefix(" "))
        else:
            if not entry.has_message:
                entry.line = number
            self._read_string(entry, line, number, "")

    def _read_string(self, entry: _Entry, line: str, number: int, prefix: str) -> None:
        keyword, more = KEYWORD.match(line), STRING.match(line)
        if keyword:
            entry.current = f"{prefix}{keyword[1]}{keyword[2] or ''}"
            if entry.current in entry.strings:
                self._spoil(entry, number, f"{entry.current} stands twice in an entry")
            entry.strings[entry.current] = self._unescape(entry, keyword[3], number)
            entry.has_message = entry.has_message or not prefix
        elif more and entry.current:
            if not entry.is_long:
                entry.strings[entry.current] += self._unescape(entry, more[1], number)
        else:
            self._spoil(entry, number, f'"{line[:40]}" is no line of a PO file')
        self._measure(entry)

    def _measure(self, entry: _Entry) -> None:
        """Spoil an entry whose text is too long; what follows of it is not kept."""
        if not entry.is_long and len(entry.strings.get(entry.current, "")) > LONGEST_TEXT:
            if not entry.is_spoiled:
                self.findings.append(report_long_text(Where(self.name, entry.line)))
            entry.is_long = entry.is_spoiled = True

    def _unescape(self, entry: _Entry, text: str, number: int) -> str:
        if text.endswith("\\") and (len(text) - len(text.rstrip("\\"))) % 2:
            self._spoil(entry, number, "the line ends inside of a mark")
            return ""

        def letter(found: re.Match[str]) -> str:
            if found[0] == '"' or found[1] not in LETTERS:
                self._spoil(entry, number, f'{found[0]} cannot stand in a string, write \\" or \\\\')
                return ""
            return LETTERS[found[1]]

        return ESCAPED.sub(letter, text)

    def _spoil(self, entry: _Entry, number: int, message: str) -> None:
        if not entry.is_spoiled:
            self.fault("po-syntax", number, message, "mend the line; the entry is left out")
        entry.is_spoiled = True

    # entries

    def _finish(self, entry: _Entry) -> None:
        strings = entry.strings
        if entry.is_spoiled or not entry.has_message:
            return
        if any(REPLACED in text for text in strings.values()):
            return
        if "msgid_plural" in strings or any("[" in key for key in strings):
            message = f'"{strings.get("msgctxt", "")}" has plural forms'
            self.fault("plural-forms", entry.line, message, "no message counts anything: write one msgstr")
        elif "msgid" not in strings or "msgstr" not in strings:
            missing = "msgstr" if "msgid" in strings else "msgid"
            self.fault("po-syntax", entry.line, f"an entry has no {missing}", f"add {missing}; the entry is left out")
        elif strings["msgid"] == "" and "msgctxt" not in strings:
            self._read_header(entry)
        elif "msgctxt" not in strings:
            hint = "make the file anew from messages.pot: words update"
            self.fault("no-context", entry.line, "an entry has no msgctxt: it belongs nowhere", hint)
        else:
            self._add(entry)

    def _add(self, entry: _Entry) -> None:
        strings = entry.strings
        context = strings["msgctxt"]
        if context in self.messages:
            message = f'"{context}" stands already at {self.messages[context].where}'
            self.fault("duplicate-message", entry.line, message, "delete one of them; the first counts")
            return
        self.messages[context] = Message(
            context,
            strings["msgid"],
            strings["msgstr"],
            Where(self.name, entry.line),
            tuple(entry.flags),
            strings.get("previous msgid", ""),
            tuple(entry.remarks),
        )

    def _read_header(self, entry: _Entry) -> None:
        self.head = tuple(entry.remarks)
        for line in entry.strings["msgstr"].split("\n"):
            key, _, value = line.partition(":")
            if value:
                self.header[key.strip()] = value.strip()
        charset = self.header.get("Content-Type", "").rpartition("charset=")[2].strip()
        if charset.upper() not in {"UTF-8", "CHARSET", ""}:
            hint = "save it as UTF-8 and write charset=UTF-8"
            self.fault("charset", entry.line, f"the header says charset={charset}", hint, Severity.WARNING)
