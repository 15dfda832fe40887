"""Tags of the shelf's templates: its look."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders

register = template.Library()


@register.simple_tag
@cache
def of_service(name: str) -> str:
    """Return the address of a file of the service, which is another once the file has changed."""
    mark = blake2b(Path(str(finders.find(f"service/{name}"))).read_bytes(), digest_size=6).hexdigest()
    return f"{settings.STATIC_URL}service/{name}?v={mark}"
