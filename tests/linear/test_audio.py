"""The script to be heard: what the web edition says in its order, marks as in print, and numbers digit by digit."""

import io
import re
import subprocess
import wave
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import html
from once import MADE, sources
from programs import needs
from webpages import Made, document, file, found_in

from booklet.check.proof.compare import ProofRecord
from booklet.linear.languages import Languages
from booklet.linear.passages import Passage, Run
from booklet.make.drawing import draw
from booklet.text.markup import letters

SSML = "{http://www.w3.org/2001/10/synthesis}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

ENGLISH: Made = ("audio", "en", "KE", "14-17")
KIDS: Made = ("audio", "en", "GB", "10-13")
ARABIC: Made = ("audio", "ar", "EG", "10-13")
THAI: Made = ("audio", "th", "TH", "14-17")
HINDI: Made = ("audio", "hi", "IN", "14-17")
SWAHILI: Made = ("audio", "sw", "KE", "14-17")

MADES = [ENGLISH, KIDS, ARABIC, THAI, HINDI, SWAHILI]

VOICES = {"en": "en", "ar": "ar", "th": "th", "hi": "hi", "sw": "sw"}

speaks = needs("espeak-ng")


def parts(data: bytes) -> dict[str, bytes]:
    """Return the script and the text of an archive by their endings."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {Path(name).suffix: archive.read(name) for name in archive.namelist()}


def script(made: Made) -> ElementTree.Element:
    return ElementTree.fromstring(parts(file(made))[".ssml"])


def spoilt(data: bytes, old: str, new: str) -> bytes:
    """Return an archive in whose files a text is another one."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(changed, "w") as after:
        assert any(old.encode() in before.read(name) for name in before.namelist()), old
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old.encode(), new.encode()))
    return changed.getvalue()


def codes(made: Made, data: bytes) -> set[str]:
    found = found_in(made, data)
    return {finding.code for finding in found} if isinstance(found, tuple) else set()


def web_text(made: Made) -> str:
    """Return what the web edition of the same guide says, pictures by their alternative texts, as lxml reads it."""
    root = html.document_fromstring(file(("web", *made[1:])).decode())
    for gone in root.xpath("//nav | //script | //style | //title | //*[@role='doc-pagebreak'] | //a[@class='skip']"):
        gone.drop_tree()
    for picture in root.xpath("//*[local-name()='svg']"):
        words = html.Element("span")
        words.text = picture.get("aria-label") or ""
        words.tail = picture.tail
        picture.getparent().replace(picture, words)
    return letters(root.find(".//body").text_content())


@pytest.mark.slow
@pytest.mark.parametrize("made", MADES)
def test_it_says_what_the_web_edition_says_in_the_same_order(made: Made) -> None:
    said = letters("".join(text for one in script(made).iter(f"{SSML}p") for text in one.itertext()))
    # a list of steps says its numbers aloud, which a browser adds
    pieces = re.split(r"(\d+)", said)
    assert len(said) > 5000
    assert without_digits(pieces) == without_digits(re.split(r"(\d+)", web_text(made)))


def without_digits(pieces: list[str]) -> str:
    return "".join(piece for piece in pieces if not piece.isdigit())


@pytest.mark.parametrize("made", MADES)
def test_pages_are_marked_as_they_are_numbered_in_print(made: Made) -> None:
    marks = [one.get("name") for one in script(made) if one.tag == f"{SSML}mark"]
    wanted = [f"page-{number}" for number in range(1, len(document(made).placed.pages) + 1)]
    assert [name for name in marks if name and name.startswith("page-")] == wanted
    lines = parts(file(made))[".txt"].decode().splitlines()
    assert [line for line in lines if re.fullmatch(r"\[\d+\]", line)] == [f"[{name[5:]}]" for name in wanted]


@pytest.mark.parametrize("made", MADES)
def test_it_is_read_back_with_every_number_of_the_facts(made: Made) -> None:
    record = found_in(made, file(made))
    assert isinstance(record, ProofRecord) and record.pages == len(document(made).placed.pages)
    assert record.numbers > 10


@pytest.mark.parametrize("made", MADES)
def test_it_has_the_structure_of_ssml_1_1(made: Made) -> None:
    """SSML 1.1, appendix D: what may stand in what; elements of ours alone, each with the attributes it may have."""
    speak = script(made)
    assert (speak.tag, speak.get("version"), speak.get(XML_LANG)) == (f"{SSML}speak", "1.1", made[1])
    words = {f"{SSML}{name}" for name in ("break", "emphasis", "lang", "prosody", "say-as")}
    inside = {
        f"{SSML}speak": {f"{SSML}{name}" for name in ("metadata", "mark", "break", "p")},
        f"{SSML}p": words,
        f"{SSML}emphasis": words - {f"{SSML}p"},
        f"{SSML}lang": set(),
        f"{SSML}prosody": words,
        f"{SSML}say-as": set(),
        f"{SSML}mark": set(),
        f"{SSML}break": set(),
    }
    needed = {"mark": "name", "say-as": "interpret-as", "lang": XML_LANG}
    for one in speak.iter():
        if one.tag.startswith(SSML) and not one.tag.endswith("metadata"):
            assert {child.tag for child in one} <= inside[one.tag], one.tag
            name = one.tag.removeprefix(SSML)
            assert name not in needed or one.get(needed[name])
        if one.tag == f"{SSML}break":
            assert one.get("strength") == "medium" or re.fullmatch(r"\d+ms", one.get("time") or "")


def test_the_names_of_both_files_say_what_they_are() -> None:
    with zipfile.ZipFile(io.BytesIO(file(ENGLISH))) as archive:
        names = archive.namelist()
    stem = "guide_booklet_14-17_en_KE_a5_audio_v01_PROOF"
    assert document(ENGLISH).name == f"{stem}.zip"
    assert names == [f"{stem}.ssml", f"{stem}.txt"]
    first = next(script(ENGLISH).iter(f"{SSML}p"))
    assert "".join(first.itertext()).startswith("PROOF, numbers not yet confirmed by a call")


def test_names_and_addresses_of_another_language_are_marked() -> None:
    found = {one.text: one.get(XML_LANG) for one in script(ARABIC).iter(f"{SSML}lang")}
    assert found["Child Helpline International"] == "en"
    assert found["takeitdown.ncmec.org"] == "en"
    swahili = {one.text for one in script(SWAHILI).iter(f"{SSML}lang")}
    assert "Childline Kenya" in swahili
    assert not [one for one in script(ENGLISH).iter(f"{SSML}lang")]


def test_a_name_is_no_part_of_a_longer_word() -> None:
    languages = Languages((("Aid", "en"),), ("\u0661\u0662\u0663",), is_mixed=False)
    marked = languages.mark(Passage("text", (Run("Aide kwa Aid \u0661\u0662\u0663."),)))
    assert [(run.text, run.kind, run.language) for run in marked.runs] == [
        ("Aide kwa ", "", ""),
        ("Aid", "", "en"),
        (" ", "", ""),
        ("\u0661\u0662\u0663", "number", ""),
        (".", "", ""),
    ]


@pytest.mark.parametrize(
    ("country", "number"),
    [("BD", "13219"), ("GI", "+350 58008288"), ("US", "1-800-RUNAWAY")],
)
def test_a_number_within_a_name_or_from_abroad_is_said_digit_by_digit(country: str, number: str) -> None:
    made: Made = ("audio", "en", country, "10-13")
    assert number in {one.text for one in script(made).iter(f"{SSML}say-as")}
    assert isinstance(found_in(made, file(made)), ProofRecord)


SPOILT = {
    "a digit of a number": (">116<", ">117<", "proof-unreadable"),
    "a digit in both files": ("116", "117", "proof-missing"),
    "a number of somebody else": ("Screenshot or note", "Call 0800 555 or note", "proof-unknown"),
    "a number that is not said digit by digit": (
        ' interpret-as="telephone"',
        ' interpret-as="cardinal"',
        "proof-spoken",
    ),
    "a page that is lost": ('<mark name="page-27"/>', "", "proof-missing"),
    "a first line that does not say PROOF": ("PROOF, numbers not", "Numbers not", "proof-unmarked"),
    "a title that does not say PROOF": ("PROOF, not for readers: ", "", "proof-unmarked"),
    "the name of the helpline": ("Childline Kenya", "Childline Kenia", "proof-missing"),
    "no SSML": ('version="1.1"', 'version="1.0"', "proof-unreadable"),
    "no XML": ("</speak>", "", "proof-unreadable"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_what_is_spoilt_is_found(what: str) -> None:
    old, new, code = SPOILT[what]
    assert code in codes(ENGLISH, spoilt(file(ENGLISH), old, new))


@pytest.mark.slow
def test_a_number_that_is_said_as_an_amount_once_is_found() -> None:
    made: Made = ("audio", "zh-Hans", "SG", "10-13")
    assert isinstance(found_in(made, file(made)), ProofRecord)
    said = '<say-as interpret-as="telephone">1800 2744 788</say-as>。'
    assert codes(made, spoilt(file(made), said, "1800 2744 788。")) == {"proof-spoken"}


@pytest.mark.parametrize("fetching", ['<audio src="a.wav"/>', '<lexicon uri="a.pls" xml:id="a"/>'])
def test_a_sound_or_a_lexicon_to_be_fetched_is_found(fetching: str) -> None:
    assert codes(ENGLISH, spoilt(file(ENGLISH), "</metadata>", f"</metadata>{fetching}")) == {"proof-fetches"}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<speak/>"])
def test_what_nobody_can_read_is_no_script(data: bytes) -> None:
    assert codes(ENGLISH, data) == {"proof-unreadable"}


def test_the_same_sources_give_the_same_bytes() -> None:
    assert draw(document(ENGLISH), sources(), MADE) == file(ENGLISH)


@pytest.mark.slow
@speaks
@pytest.mark.parametrize("made", MADES)
def test_a_program_speaks_all_of_it(made: Made, tmp_path: Path) -> None:
    spoken = parts(file(made))[".ssml"]
    (tmp_path / "guide.ssml").write_bytes(spoken)
    wav = tmp_path / "guide.wav"
    subprocess.run(
        ["espeak-ng", "-v", VOICES[made[1]], "-m", "-w", str(wav), "-f", str(tmp_path / "guide.ssml")], check=True
    )
    with wave.open(str(wav)) as heard:
        minutes = heard.getnframes() / heard.getframerate() / 60
    said = len("".join(script(made).itertext()))
    assert said / 1500 < minutes < said / 200, minutes


def phonemes(voice: str, said: str) -> str:
    ssml = f'<speak version="1.1" xmlns="{SSML[1:-1]}">{said}</speak>'
    done = subprocess.run(
        ["espeak-ng", "-v", voice, "-m", "-q", "-x", ssml], check=True, capture_output=True, text=True
    )
    return re.sub(r"[^A-Za-z]", "", done.stdout)


@speaks
def test_each_digit_of_a_number_is_spoken_by_itself() -> None:
    numbers = {one.text or "" for one in script(ENGLISH).iter(f"{SSML}say-as")}
    assert numbers == {"116", "999", "1195"}
    digits = {digit: phonemes("en", digit) for digit in "0123456789"}
    for number in numbers:
        heard = phonemes("en", f'<say-as interpret-as="telephone">{number}</say-as>')
        assert heard == "".join(digits[digit] for digit in number), number
        assert heard != phonemes("en", number)
