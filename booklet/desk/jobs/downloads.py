"""Files of an edition's output, sent to be kept and not to be shown: only what lies there as a file of its own."""

from pathlib import Path, PurePosixPath

from django.http import FileResponse, Http404

KINDS = {".pdf": "application/pdf", ".zip": "application/zip", ".csv": "text/csv", ".json": "application/json"}


def find_file(output: Path, name: str) -> Path | None:
    """Return a file by its path below the output, None unless it is one that lies there and is no link."""
    parts = PurePosixPath(name).parts
    if not parts or any(part in ("..", "/") or "\\" in part or ":" in part for part in parts):
        return None
    path = output.joinpath(*parts)
    try:
        is_inside = path.resolve(strict=True) == output.resolve(strict=True).joinpath(*parts)
    except OSError:
        return None
    return path if is_inside and path.is_file() else None


def send_file(output: Path, name: str) -> FileResponse:
    """Send a file of the output under its own name; there is none for anything else."""
    path = find_file(output, name)
    if path is None:
        raise Http404
    kind = KINDS.get(path.suffix, "application/octet-stream")
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type=kind)
