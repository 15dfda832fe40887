"""The addresses of the screen "Signing"."""

from django.urls import path

from booklet.desk.signing import views

app_name = "signing"

urlpatterns = [path("", views.index, name="index")]
