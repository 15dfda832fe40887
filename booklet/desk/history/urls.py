"""The addresses of the screen "History"."""

from django.urls import path

from booklet.desk.history import views

app_name = "history"

urlpatterns = [path("", views.index, name="index")]
