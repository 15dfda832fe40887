"""The addresses of the screen "Help"."""

from django.urls import path

from booklet.desk.help import views

app_name = "help"

urlpatterns = [
    path("", views.index, name="index"),
    path("found/", views.found, name="found"),
    path("<slug:slug>/", views.page, name="page"),
]
