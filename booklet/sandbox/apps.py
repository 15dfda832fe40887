"""The sandbox as a program of Django's."""

from django.apps import AppConfig


class SandboxConfig(AppConfig):
    """The sandbox."""

    name = "booklet.sandbox"
    label = "sandbox"
    default_auto_field = "django.db.models.BigAutoField"
