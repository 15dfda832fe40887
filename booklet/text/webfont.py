"""Fonts for screens: a font file and the characters it has to show in, a font with these alone out.

A browser shapes the text itself, so layout tables stay; an axis of weights stays as far as it is used.
"""

from functools import lru_cache

import uharfbuzz as hb

from booklet.text.fonts import Font, open_face

WEIGHT = "wght"

NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14)
"""What a font goes on saying of itself: its names, and its copyright and licence, as the SIL Open Font License asks."""


def is_variable(file: str) -> bool:
    """Tell whether a font file has an axis of weights."""
    return WEIGHT in open_face(Font(file, 400)).axes


def has_character(file: str, character: str) -> bool:
    """Tell whether a font file has a character."""
    return open_face(Font(file, 400)).has(character)


@lru_cache(maxsize=64)
def subset_for_screen(file: str, characters: str, weights: tuple[int, ...]) -> bytes:
    """Return a font with some characters, and with the weights from the least to the greatest of those given."""
    face = open_face(Font(file, weights[0]))
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.sets(hb.SubsetInputSets.UNICODE).update(map(ord, characters))
    wanted.sets(hb.SubsetInputSets.NAME_ID).update(NAMES)
    for axis in face.axes:
        if axis == WEIGHT and len(set(weights)) > 1:
            wanted.set_axis_range(face.face, axis, min(weights), max(weights), min(weights))
        elif axis == WEIGHT:
            wanted.pin_axis_location(face.face, axis, weights[0])
        else:
            wanted.pin_axis_to_default(face.face, axis)
    return bytes(wanted.subset(face.face).blob.data)
