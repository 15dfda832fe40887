"""Whether words stand out from their ground in a project's theme: on screens, on presses, and in grey."""

from collections.abc import Iterator
from itertools import chain

from booklet.errors import Finding, Where
from booklet.look.layout import Ink, Theme, contrast_of, luminance

TEXT, TITLE = 4.5, 3.0
"""Contrast that running text and large titles need (WCAG 2.2, 1.4.3)."""


def contrast_findings(theme: Theme, ours: Theme, name: str) -> Iterator[Finding]:
    """Report inks that cannot be read: those of a ground, and roles that can be read on it in our theme.

    A role that can be read on a ground in our theme must be readable there too, unless the ground has another ink for
    text.
    """
    told = chain(_compare_grounds(theme), _compare_roles(theme, ours))
    for what, ground, found in dict.fromkeys(told):
        message = f'{what} hardly stands out from the ground "{ground}": its contrast is {found:.1f} to 1'
        hint = f"take a darker or a lighter ink: text needs {TEXT:g}, titles need {TITLE:g}"
        yield Finding("low-contrast", Where(name), message, hint)


def _compare_grounds(theme: Theme) -> Iterator[tuple[str, str, float]]:
    for key, ground in theme.grounds.items():
        for what, ink, least in (("text", ground.text, TEXT), ("title", ground.title, TITLE)):
            found = contrast(theme.inks[ink], theme.inks[key])
            if found < least:
                yield f"{what} in {ink}", key, found


def _compare_roles(theme: Theme, ours: Theme) -> Iterator[tuple[str, str, float]]:
    grounds = [key for key, ground in ours.grounds.items() if theme.grounds[key].text == ground.text]
    for product, roles in ours.roles.items():
        for key, role in roles.items():
            ink = theme.roles[product][key].ink
            for ground in grounds:
                found = contrast(theme.inks[ink], theme.inks[ground])
                if found < TITLE and contrast(ours.inks[role.ink], ours.inks[ground]) >= TEXT:
                    yield f'role "{key}" of the {product}', ground, found


def contrast(one: Ink, other: Ink) -> float:
    """Return the least contrast of two inks: on a screen, on a press, or in grey (WCAG 2.2)."""
    return min(
        contrast_of(luminance(mine), luminance(its)) for mine, its in zip(_looks(one), _looks(other), strict=True)
    )


def _looks(ink: Ink) -> tuple[tuple[float, float, float], ...]:
    """Return the colours that an ink has on a screen, roughly on paper, and in grey, each in sRGB."""
    cyan, magenta, yellow, black = ink.cmyk
    red, green, blue = ((1 - part) * (1 - black) for part in (cyan, magenta, yellow))
    grey = 1 - ink.grey
    return ink.srgb, (red, green, blue), (grey, grey, grey)
