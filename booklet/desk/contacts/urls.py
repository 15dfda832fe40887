"""The addresses of the screen "Contacts"."""

from django.urls import path

from booklet.desk.contacts import views

app_name = "contacts"

urlpatterns = [path("", views.index, name="index")]
