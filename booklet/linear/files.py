"""What writes each edition that is heard or read by touch."""

from collections.abc import Callable, Mapping

from booklet.linear.audio import write_audio
from booklet.linear.edition import LinearEdition

WRITERS: Mapping[str, Callable[[LinearEdition], bytes]] = {"audio": write_audio}
"""By the name of the edition."""
