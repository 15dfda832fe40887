"""The addresses of the screen "Words"."""

from django.urls import path

from booklet.desk.words import views

app_name = "words"

urlpatterns = [path("", views.index, name="index")]
