"""The guide to be heard: a script for programs that speak, and the same for a person who reads aloud."""

from booklet.linear.archive import pack
from booklet.linear.edition import LinearEdition
from booklet.linear.script import write_script
from booklet.linear.ssml import write_ssml


def write_audio(edition: LinearEdition) -> bytes:
    """Return both scripts in an archive, each named as the archive is."""
    passages, told = edition.passages, edition.told
    files = {
        f"{edition.stem}.ssml": write_ssml(told.title, told.manuscript.locale.tag, passages),
        f"{edition.stem}.txt": write_script(passages).encode(),
    }
    return pack(files, told.coverage)
