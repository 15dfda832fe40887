"""The addresses of the screen "Start"."""

from django.urls import path

from booklet.desk.start import views

app_name = "start"

urlpatterns = [path("", views.index, name="index")]
