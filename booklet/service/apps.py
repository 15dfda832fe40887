"""The service as a program of Django's."""

from django.apps import AppConfig


class ServiceConfig(AppConfig):
    """The service."""

    name = "booklet.service"
    label = "service"
