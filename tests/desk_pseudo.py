"""The desk in a made-up language, accented and longer by two fifths: python desk_pseudo.py CATALOGUES desk ..."""

import math
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
TOOL = import_module("desk_messages")
"""The tool that finds what the desk says."""

TAG, NAME = "en-xa", "Ŧħé đésķ"
ACCENTED = str.maketrans("aeiouycnsAEIOUYCNS", "áéîöüýçñšÁÉÎÖÜÝÇÑŠ")
KEPT = re.compile(r"%\(\w+\)[sd]|%[sd%]|<[^>]+>|&\w+;|\{[^}]*\}")


def lengthen(word: str) -> str:
    """Return a word accented and two fifths longer."""
    more = math.ceil(len(word) * 0.4)
    vowels = [place for place, letter in enumerate(word) if letter in "aeiouAEIOU"][:more]
    long = "".join(letter + letter.lower() * (place in vowels) for place, letter in enumerate(word))
    return (long + long[-1] * (more - len(vowels))).translate(ACCENTED)


def pretend(text: str) -> str:
    """Return a message as if it was translated; what is filled in and marks stay.

    >>> pretend("Saved at %(time)s")
    'Šáávééd áát %(time)s'
    """
    parts = re.split(f"({KEPT.pattern})", text)
    return "".join(
        part if number % 2 else re.sub(r"[A-Za-z]+", lambda found: lengthen(found[0]), part)
        for number, part in enumerate(parts)
    )


def write_catalogue(folder: Path) -> None:
    """Write the catalogue of the language."""
    made = Catalog(locale="en")
    for message in TOOL.make_template():
        ids = [message.id] if isinstance(message.id, str) else [str(one) for one in message.id]
        if ids[0]:
            said = tuple(map(pretend, ids))
            made.add(message.id, said if len(said) > 1 else said[0], context=message.context)
    place = folder / "en_XA" / "LC_MESSAGES"
    place.mkdir(parents=True, exist_ok=True)
    (place / "django.mo").write_bytes(TOOL.mo_bytes(made))


if __name__ == "__main__":
    from django.conf import settings as django_settings

    from booklet.cli import main
    from booklet.desk import serve, settings

    catalogues = Path(sys.argv[1])
    write_catalogue(catalogues)
    settings.LANGUAGES = (*settings.LANGUAGES, (TAG, NAME))  # type: ignore[assignment]
    configure = settings.configure

    def configure_more(*given: Any) -> None:
        """Configure the desk with one more language."""
        configure(*given)
        django_settings.LOCALE_PATHS.append(catalogues)

    vars(serve)["configure"] = configure_more
    sys.exit(main(sys.argv[2:]))
