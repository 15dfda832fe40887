"""Archives: what goes to one reader in several files, the same bytes each time."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

MIDNIGHT = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive knows: files of one edition do not differ by when they were packed."""


def pack(files: Mapping[str, bytes], coverage: str) -> bytes:
    """Return an archive of files whose comment says what it rests on, as text for XML: it can be read as it is."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, MIDNIGHT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, compresslevel=9)
        archive.comment = f"<dc:coverage>{coverage}</dc:coverage>".encode()
    return packed.getvalue()
