"""What earlier commands made is used again: for programs that end soon and are started often."""

from booklet.machine.store import open_store

__all__ = ["open_store"]
