"""What writes each edition that is heard or read by touch."""

from collections.abc import Callable, Mapping

from booklet.linear.audio import write_audio
from booklet.linear.braille import write_braille
from booklet.linear.edition import LinearEdition

WRITERS: Mapping[str, Callable[[LinearEdition], bytes]] = {"audio": write_audio, "braille": write_braille}
"""By the name of the edition."""
