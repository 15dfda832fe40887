"""The licences of installed packages, and whether they ask a user's own work to be free (GPL, AGPL)."""

import re
from collections.abc import Iterator
from importlib import metadata

STRICT = re.compile(r"\bA?GPL|Affero|(?<!Lesser )General Public License", re.IGNORECASE)
LESSER = re.compile(r"LGPL|Lesser General Public", re.IGNORECASE)

CHOICE = re.compile(r"\s+OR\s+|\n")


MIT = "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated"


def licence_of(name: str) -> str:
    """Return what a package says of its licence: an expression, a name, or what it is classified as, one a line.

    Where it says nothing, the text that it brings is looked at, if it is that of the MIT licence.
    """
    told = metadata.metadata(name)
    said = [*told.get_all("License-Expression", []), *told.get_all("License", [])]
    if said and said[0].strip():
        return str(said[0].strip().splitlines()[0])
    classes = (line.split("::")[-1].strip() for line in told.get_all("Classifier", []) if line.startswith("License"))
    return "\n".join(classes) or ("MIT" if _is_mit(name) else "")


def _is_mit(name: str) -> bool:
    """Tell whether a package brings the text of the MIT licence."""
    texts = [file.read_text() for file in metadata.files(name) or () if file.stem.upper() in ("LICENSE", "LICENCE")]
    return any(MIT in " ".join(text.split()) for text in texts)


def is_strict(licence: str) -> bool:
    """Tell whether none of the licences that may be chosen is free of what GPL and AGPL ask.

    >>> is_strict("GPL-3.0-or-later"), is_strict("GPL-2.0-or-later OR MPL-1.1"), is_strict("LGPL-2.1"), is_strict("MIT")
    (True, False, False, False)
    >>> is_strict("Dual Licensed - GNU AFFERO GPL 3.0 or Artifex Commercial License")
    True
    """
    return all(STRICT.search(LESSER.sub("", one)) for one in CHOICE.split(licence))


def brought(name: str, extras: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the installed packages that a package brings with some of its extras, each once, itself first."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    seen: set[str] = set()
    todo = [(name, extras)]
    while todo:
        name, extras = todo.pop()
        key = canonicalize_name(name)
        if key in seen and not extras:
            continue
        if key not in seen:
            yield key
        seen.add(key)
        for line in metadata.requires(name) or ():
            one = Requirement(line)
            if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
                todo.append((one.name, tuple(sorted(one.extras))))
