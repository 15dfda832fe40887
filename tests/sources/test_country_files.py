"""Country files: facts with their sources, read strictly, since a wrong number does harm."""

from datetime import date
from pathlib import Path

import pytest
from projects import BYTES, CONFIRMED, codes, law, lay, only, ours, told
from steps import count_growth

from booklet.errors import Finding, Severity, SourceError, Where
from booklet.facts.fact import Source
from booklet.facts.insert import DAYS, KINDS, Check, ContactFact, Hours, Insert
from booklet.facts.phone import is_known_number
from booklet.sources.contacts import CHATS
from booklet.sources.countries import read_insert
from booklet.sources.load import Sources
from booklet.sources.numbers import number_findings

NAME = "translations/countries/XX.yaml"


def insert(folder: Path, text: str | bytes = CONFIRMED, name: str = "XX") -> Insert:
    lay(folder, {f"{name}.yaml": text})
    return read_insert(folder / f"{name}.yaml", f"translations/countries/{name}.yaml")


def refused(folder: Path, text: str | bytes, name: str = "XX") -> tuple[Finding, ...]:
    """Return the faults of a country file; it has some."""
    with pytest.raises(SourceError) as stopped:
        insert(folder, text, name)
    return stopped.value.findings


def lead_of(found: Insert) -> ContactFact:
    assert found.lead is not None
    return found.lead


def with_contact(lines: str) -> str:
    """Return the country file with a contact added: line 33 is its first."""
    return CONFIRMED.replace("law: {}\n", lines)


def changed(old: str, new: str) -> str:
    assert old in CONFIRMED
    return CONFIRMED.replace(old, new, 1)


def line_of(text: str, words: str) -> str:
    """Return the place of the first line that holds some words."""
    number = next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)
    return f"{NAME}:{number}"


def test_a_contact_is_what_its_file_says(tmp_path: Path) -> None:
    found = insert(tmp_path)
    lead = lead_of(found)
    assert (found.country, found.name, found.locales) == ("XX", {"en": "Exampleland"}, ("en",))
    assert (lead.id, lead.kind, lead.name, lead.web) == (
        "example-line", "helpline", {"en": "Example Line"}, "https://line.example/",
    )  # fmt: skip
    assert [number.printed for number in lead.numbers] == ["0808 157 0192"]
    assert (lead.always, lead.free, lead.private) == (False, True, False)
    assert lead.sources == (Source("https://line.example/about", "2026-11-01", True),)
    assert lead.checked == Check("A. Tester", date(2026, 11, 20), Where(NAME, 17), lead.heard)
    assert [contact.id for contact in found.contacts] == ["example-line", "friends", "rumour"]


def test_norway_stays_norway(tmp_path: Path) -> None:
    found = insert(tmp_path, changed("country: XX", "country: NO").replace("[en]", "[no, en]"), "NO")
    assert (found.country, found.locales) == ("NO", ("no", "en"))


@pytest.mark.parametrize("printed", ["0800", "116 111", "020 7946 0018", "(020) 7946-0018", "+44 20 7946 0018", "007"])
def test_a_number_is_kept_as_it_is_written(printed: str, tmp_path: Path) -> None:
    text = changed("printed: '0808 157 0192'", f"printed: {printed}")
    assert lead_of(insert(tmp_path, text)).numbers[0].printed == printed


@pytest.mark.parametrize("printed", ["0x74", "1_16", "116/111", "one one six", "+", "-116", "\u0661\u0661\u0666"])
def test_what_nobody_could_dial_is_refused(printed: str, tmp_path: Path) -> None:
    text = changed("printed: '0808 157 0192'", f"printed: '{printed}'")
    assert told(refused(tmp_path, text)) == [("wrong-number", line_of(text, "printed: '" + printed))]


@pytest.mark.parametrize("word", ["yes", "no", "unknown", ""])
def test_only_yes_means_yes(word: str, tmp_path: Path) -> None:
    text = changed("    free: yes\n    private: unknown\n", f"    free: {word}\n    private: {word}\n")
    text = text.replace("hours: {always: unknown}", f"hours: {{always: {word}}}")
    lead = lead_of(insert(tmp_path, text))
    assert (lead.free, lead.private, lead.always) == ((word == "yes"),) * 3


def test_what_a_file_does_not_say_is_not_so(tmp_path: Path) -> None:
    friends = insert(tmp_path).contacts[1]
    assert (friends.free, friends.private, friends.always, friends.hours) == (False, False, False, ())
    assert (friends.web, friends.chat, friends.sms, friends.ages_under) == ("", (), ("", ""), "")


def test_text_messages_hours_and_ages_are_read(tmp_path: Path) -> None:
    text = changed(
        "    hours: {always: unknown}\n",
        "    hours: {daily: 09:00-17:00}\n    sms: {to: '60018', word: HELLO}\n    ages: {under: 18}\n",
    )
    lead = lead_of(insert(tmp_path, text))
    assert (lead.hours, lead.sms, lead.ages_under, lead.ages_from) == (
        (Hours("daily", "09:00-17:00"),),
        ("60018", "HELLO"),
        "18",
        "",
    )


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("country: XX", "country: YY", "wrong-country", "country:"),
        ("country: XX", "country:", "empty-text", "country:"),
        ("country: XX\n", "", "missing-key", "name:"),
        ("name: {en: Exampleland}", "name: {}", "empty-text", "name:"),
        ("name: {en: Exampleland}", "name: {en: ''}", "empty-text", "name:"),
        ("name: {en: Exampleland}", "name: Exampleland", "wrong-type", "name:"),
        ("lead: example-line", "lead: exampel-line", "unknown-lead", "lead:"),
        ("lead: example-line", "lead: rumour", "weak-lead", "lead:"),
        ("lead: example-line", "lead:", "empty-text", "lead:"),
        ("    kind: helpline\n", "    kind: partner\n", "unfit-lead", "lead:"),
        ("    kind: helpline\n", "    kind: emergency\n", "unfit-lead", "lead:"),
        ("law: {}", "law: {picture: {en: a}}", "unknown-key", "law:"),
        ("law: {}", law("pictures: {en: ''}"), "empty-text", "law:"),
        ("law: {}", law("pictures: {}"), "empty-text", "law:"),
        ("law: {}", "law: {pictures: {en: a}}", "law-unfounded", "law:"),
        ("law: {}", law("pictures: {en: a}").replace("facts: age", "facts: aeg"), "unknown-fact", "law:"),
        ("law: {}", law("pictures: {en: a}").replace("confidence: high", "confidence: medium"), "law-unsure", "law:"),
        (
            "law: {}",
            law("pictures: {en: a}").replace("url: https://law.example/1", "reference: x"),
            "law-unsure",
            "law:",
        ),
        (
            "law: {}",
            law("pictures: {en: a}").replace("confidence: high", "confidence: sure"),
            "unknown-confidence",
            "law:",
        ),
        ("law: {}", law().replace(", sources: [{url: https://law.example/1}]", ""), "missing-key", "law:"),
        ("law: {}", law().replace("[{url: https://law.example/1}]", "[]"), "empty-list", "law:"),
        ("law: {}", law().replace("value: '18', ", ""), "missing-key", "law:"),
        ("law: {}", law().replace("about: child-age", "about: a b"), "wrong-name", "law:"),
        ("law: {}", law().replace("confidence: high", "confidence: high, expires: soon"), "wrong-type", "law:"),
        ("law: {}", law(more="signed: {by: '?', role: lawyer, on: 2026-11-20, of: '12345678'}"), "no-person", "law:"),
        ("law: {}", law(more="signed: {by: A. B, role: lawyer, on: 2026-11-20, of: '1'}"), "wrong-fingerprint", "law:"),
        ("law: {}", law(more="signed: {by: A. B, on: 2026-11-20, of: '12345678'}"), "missing-key", "law:"),
        ("law: {}", law(more="signed: {by: A. B, role: lawyer, of: '12345678'}"), "missing-key", "law:"),
        ("law: {}", law(more="signed: {by: A. B, role: lawyer, on: 1826-11-20, of: '12345678'}"), "wrong-day", "law:"),
        (
            "free: yes",
            "practice: [{about: answers, value: robots, sources: [{url: https://a.example}], confidence: high}]",
            "unknown-value",
            "practice:",
        ),
        (
            "free: yes",
            "practice: [{about: ansers, says: a, sources: [{url: https://a.example}], confidence: high}]",
            "unknown-about",
            "practice:",
        ),
        (
            "free: yes",
            "practice: [{about: answers, sources: [{url: https://a.example}], confidence: high}]",
            "missing-key",
            "practice:",
        ),
        ("free: yes", "practice: [{about: answers, value: trained, confidence: high}]", "missing-key", "practice:"),
        (
            "free: yes",
            "practice: [{about: answers, value: trained, sources: [{dated: x}], confidence: high}]",
            "missing-key",
            "practice:",
        ),
        ("law: {}", "law: {pictures: a}", "wrong-type", "law:"),
        ("law: {}", "laws: {}", "unknown-key", "laws:"),
        ("    kind: helpline\n", "    kind: helplien\n", "unknown-kind", "helplien"),
        ("    name: {en: Example Line}\n", "", "missing-key", "- id: example-line"),
        ("printed: '0808 157 0192'", "printed: 0808-EXAMPLE", "wrong-number", "0808-EXAMPLE"),
        ("printed: '0808 157 0192'", f"printed: '{'0' * 200}'", "wrong-number", "printed:"),
        ("printed: '0808 157 0192'", "printed: ''", "empty-text", "printed:"),
        ("printed: '0808 157 0192'", "printed: '0808 157 0192', fax: '1'", "unknown-key", "fax:"),
        ("service: ''", "service: taxi", "unknown-service", "taxi"),
        ("    web: https://line.example/\n", "    web: line.example\n", "wrong-address", "web: line.example"),
        ("    web: https://line.example/\n", "    web: javascript:alert(1)\n", "wrong-address", "web: javascript"),
        ("    web: https://line.example/\n", "    web: 'https://line.example/ )'\n", "wrong-address", "web: 'https"),
        ("    hours: {always: unknown}\n", "    hours: {alway: yes}\n", "unknown-key", "alway:"),
        ("    hours: {always: unknown}\n", "    hours: {always: 24/7}\n", "unknown-always", "24/7"),
        ("    hours: {always: unknown}\n", "    hours: yes\n", "wrong-type", "hours:"),
        ("    hours: {always: unknown}\n", "    ages: {undr: 18}\n", "unknown-key", "undr:"),
        ("    hours: {always: unknown}\n", "    sms: {too: '1'}\n", "unknown-key", "too:"),
        ("    hours: {always: unknown}\n", "    sms: {to: HELLO}\n", "wrong-number", "to: HELLO"),
        ("    hours: {always: unknown}\n", "    chat: [telegraph]\n", "unknown-chat", "telegraph"),
        ("    hours: {always: unknown}\n", "    hours: {daily: 09:00}\n", "wrong-hours", "daily:"),
        ("    hours: {always: unknown}\n", "    hours: {daily: 32400}\n", "wrong-hours", "daily:"),
        ("    hours: {always: unknown}\n", "    hours: {mon-fri: 9-17}\n", "wrong-hours", "mon-fri:"),
        ("    hours: {always: unknown}\n", "    hours: {mon-fry: '09:00-17:00'}\n", "unknown-key", "mon-fry:"),
        ("    hours: {always: unknown}\n", "    ages: {under: young}\n", "wrong-age", "young"),
        ("    hours: {always: unknown}\n", "    languages: [English]\n", "wrong-language", "English"),
        ("    hours: {always: unknown}\n", "    abroad: 020 7946 0018\n", "wrong-number", "abroad:"),
        ("    hours: {always: unknown}\n", "    whatsapp: ask them\n", "wrong-number", "whatsapp:"),
        ("    hours: {always: unknown}\n", "    withdrawn: last year\n", "wrong-type", "withdrawn:"),
        ("printed: '0808 157 0192'", "printed: 0808-EXAMPLE, dial: 0808 999", "wrong-number", "0808-EXAMPLE"),
        ("printed: '0808 157 0192'", "printed: 08<08, dial: 0808", "wrong-number", "08<08"),
        ("name: {en: Exampleland}", "name: {en: '<b>Exampleland</b>'}", "markup-in-text", "<b>"),
        ("name: {en: Example Line}", "name: {en: '{number}'}", "markup-in-text", "{number}"),
        ("name: {en: Example Line}", f"name: {{en: '{'x' * 81}'}}", "too-long", "xxx"),
        ("name: {en: Example Line}", "name: {English: Example Line}", "wrong-language", "English"),
        ("locales: [en]", "locales: [on, en_GB]", "wrong-language", "en_GB"),
        ("law: {}", law("pictures: {en: '<img src=http://a.example/b>'}"), "markup-in-text", "law:"),
        ("law: {}", "law: {}\nlaw-may-punish: perhaps", "unknown-law-may-punish", "perhaps"),
        ("law: {}", "law: {}\nnames: {boy-1: '<font color=red>'}", "markup-in-text", "names:"),
        ("url: https://line.example/about", "url: line.example/about", "wrong-address", "line.example/about"),
        ("by: A. Tester, on: 2026-11-20", "by: '?', on: 2026-11-20", "no-person", "by: '?'"),
        ("    free: yes\n", "    free: true\n", "unknown-free", "free: true"),
        ("    private: unknown\n", "    private: perhaps\n", "unknown-private", "perhaps"),
        ("    free: yes\n", "    free: yes\n    must-print: surely\n", "unknown-must-print", "surely"),
        ("    confidence: high\n", "    confidence: certain\n", "unknown-confidence", "certain"),
        ("    confidence: high\n", "", "missing-key", "- id: example-line"),
        ("    confidence: high\n", "    confidence: high\n    confidence: low\n", "duplicate-key", "confidence: low"),
        ("[{url: https://line.example/about, dated: 2026-11-01}]", "[{dated: 2026-11-01}]", "missing-key", "dated"),
        ("on: 2026-11-20", "on: 20.11.2026", "wrong-type", "20.11.2026"),
        (", on: 2026-11-20", "", "missing-key", "by: A. Tester, of"),
        ("by: A. Tester, on: 2026-11-20", "by: Name of the caller, on: 2026-11-20", "no-person", "Name of the caller"),
        ("on: 2026-11-20", "on: 0001-01-01", "wrong-day", "on: 0001-01-01"),
        ("on: 2026-11-20", "on: 9999-12-31", "wrong-day", "on: 9999-12-31"),
        ("on: 2026-11-20", "on: 2026-02-30", "wrong-type", "on: 2026-02-30"),
        ("on: 2026-11-20, of: '", "on: 2026-11-20, of: 'x", "wrong-fingerprint", "of: 'x"),
        ("by: A. Tester, on: 2026-11-20", "by: '', on: 2026-11-20", "empty-text", "by: ''"),
        ("by: A. Tester, on: 2026-11-20", "by: A. Tester, on: ''", "missing-key", "on: ''"),
        ("  - id: friends\n", "  - id: our friends\n", "wrong-name", "our friends"),
        ("lead: example-line", "lead: &a example-line", "yaml-alias", "lead:"),
    ],
)
def test_one_wrong_thing_is_one_line_with_its_place(old: str, new: str, code: str, line: str, tmp_path: Path) -> None:
    text = changed(old, new)
    found = only(refused(tmp_path, text))
    assert (found.code, str(found.where)) == (code, line_of(text, line))


def test_hours_are_read_by_days(tmp_path: Path) -> None:
    hours = "{mon-fri: '09:00-12:00, 14:00-02:00', 'sat,sun': '10:00-24:00', daily: '06:00-07:00'}"
    found = lead_of(insert(tmp_path, changed("{always: unknown}", hours))).hours
    assert found == (
        Hours("daily", "06:00-07:00"), Hours("mon-fri", "09:00-12:00, 14:00-02:00"), Hours("sat,sun", "10:00-24:00"),
    )  # fmt: skip


def test_a_number_with_letters_needs_the_digits_that_a_keypad_gives(tmp_path: Path) -> None:
    text = changed("printed: '0808 157 0192'", "printed: 1-800-4-A-CHILD, dial: 1-800-422-4453")
    number = lead_of(insert(tmp_path, text)).numbers[0]
    assert (number.printed, number.dial) == ("1-800-4-A-CHILD", "1-800-422-4453")
    wrong = only(refused(tmp_path, text.replace("4453", "4454")))
    assert (wrong.code, str(wrong.where)) == ("wrong-number", line_of(text, "dial:"))


def test_where_the_law_may_punish_a_child_the_police_do_not_stand_on_every_page(tmp_path: Path) -> None:
    text = changed("kind: helpline", "kind: police")
    assert lead_of(insert(tmp_path, text)).kind == "police"
    found = only(refused(tmp_path, text + "law-may-punish: yes\n"))
    assert (found.code, str(found.where)) == ("police-first", line_of(text, "lead:"))


def test_a_country_without_a_lead_is_whole(tmp_path: Path) -> None:
    assert insert(tmp_path, changed("lead: example-line\n", "")).lead is None


def test_whatever_a_contact_may_be_has_words_to_print(sources: Sources) -> None:
    labels = sources.guide.labels
    assert [chat for chat in CHATS if f"chat.{chat}" not in labels] == []
    assert [kind for kind in KINDS if f"kind.{kind}.line" not in labels] == ["emergency", "partner"]
    assert [day for day in DAYS if f"day.{day}" not in labels] == []


def test_an_id_that_stands_twice_is_told_where_it_stands_again(tmp_path: Path) -> None:
    text = changed("  - id: friends\n", "  - id: example-line # again\n")
    found = only(refused(tmp_path, text))
    assert (found.code, str(found.where)) == ("duplicate-id", line_of(text, "# again"))


def test_everything_wrong_in_a_file_is_told_at_once(tmp_path: Path) -> None:
    text = (
        CONFIRMED.replace("country: XX", "country: YY")
        .replace("free: yes", "free: ja")
        .replace("kind: helpline", "kind: rumour")
    )
    text = text.replace("020 7946 0018", "call them").replace("law: {}", "lore: {}")
    assert sorted(codes(refused(tmp_path, text))) == [
        "unknown-free", "unknown-key", "unknown-kind", "wrong-country", "wrong-number",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["xx", "XXX", "Exampleland", "12", "X Y", "XX_1"])
def test_a_country_is_named_by_its_code(name: str, tmp_path: Path) -> None:
    found = only(refused(tmp_path, changed("country: XX", f"country: '{name}'"), name))
    assert found.code == "wrong-country"
    assert insert(tmp_path, changed("country: XX", "country: XX-N1"), "XX-N1").country == "XX-N1"


def test_numbers_that_reach_several_services_each_say_which(tmp_path: Path) -> None:
    numbers = "numbers: [{printed: '110', service: police}, {printed: '112'}, {printed: '119', service: fire}]"
    found = only(refused(tmp_path, changed("numbers: [{printed: 020 7946 0018}]", numbers)))
    assert (found.code, found.message) == ("missing-service", 'whom does "112" reach?')


def test_the_international_insert_holds_no_number_that_nobody_could_call(tmp_path: Path) -> None:
    text = changed("country: XX", "country: '001'")
    found = refused(tmp_path, text, "001")
    assert codes(found) == ["international-number"] * 3
    assert insert(tmp_path, ours("translations/countries/001.yaml"), "001").country == "001"


@pytest.mark.parametrize("name", BYTES)
def test_a_hostile_file_is_refused(name: str, tmp_path: Path) -> None:
    data, code = BYTES[name]
    found = refused(tmp_path, data)
    assert code in codes(found)
    assert {finding.where.file for finding in found} == {NAME}


def test_what_a_file_full_of_nonsense_takes_grows_as_it_does(tmp_path: Path) -> None:
    def read(rows: int) -> None:
        assert len(refused(tmp_path, "contacts:\n" + "- {a: b}\n" * rows)) > rows

    assert count_growth(read, 200, 800) < 5


@pytest.mark.parametrize("country", ["001", "EG", "GB", "KE", "PH", "TH"])
def test_our_own_countries_are_without_fault(country: str, tmp_path: Path) -> None:
    found = insert(tmp_path, ours(f"translations/countries/{country}.yaml"), country)
    assert lead_of(found).is_printable
    assert all(contact.sources for contact in found.contacts)


def test_a_form_that_libphonenumber_does_not_know_is_a_note_and_no_more(tmp_path: Path) -> None:
    text = changed("country: XX", "country: GB").replace("0808 157 0192", "0800 1111").replace("020 7946 0999", "0000")
    notes = number_findings(insert(tmp_path, text, "GB"))
    found = only(notes)
    assert (found.code, found.severity) == ("number-form", Severity.NOTE)
    assert '"0000"' in found.message
    assert str(found.where) == line_of(text, "0000").replace("XX", "GB")


def test_no_form_is_asked_of_a_place_without_a_numbering_plan(tmp_path: Path) -> None:
    found = insert(tmp_path)
    assert not is_known_number("0808 157 0192", found.country)
    assert number_findings(insert(tmp_path, ours("translations/countries/001.yaml"), "001")) == []
