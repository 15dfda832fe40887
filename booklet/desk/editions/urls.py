"""The addresses of the screen "Editions"."""

from django.urls import path

from booklet.desk.editions import views

app_name = "editions"

urlpatterns = [path("", views.index, name="index")]
