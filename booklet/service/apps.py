"""The service as a program of Django's."""

from django.apps import AppConfig


class ServiceConfig(AppConfig):
    """The service."""

    name = "booklet.service"
    label = "service"

    def ready(self) -> None:
        """Let the log know who signs in."""
        from booklet.service.accounts.listening import listen

        listen()
