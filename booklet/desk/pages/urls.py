"""The addresses of the screen "Pages"."""

from django.urls import path

from booklet.desk.pages import views

app_name = "pages"

urlpatterns = [path("", views.index, name="index")]
