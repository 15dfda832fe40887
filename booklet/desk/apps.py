"""The desk as a program of Django's."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk."""

    name = "booklet.desk"
    label = "desk"
