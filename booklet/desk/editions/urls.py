"""The addresses of the screen "Editions"."""

from django.urls import path

from booklet.desk.editions import views

app_name = "editions"

urlpatterns = [
    path("", views.index, name="index"),
    path("pack/<str:name>/file/<int:place>/", views.file, name="file"),
    path("pack/<str:name>/printed/", views.printed, name="printed"),
    path("lines/correct/", views.correct, name="correct"),
    path("lines/split/", views.split, name="split"),
    path("stickers/<int:number>/", views.stickers, name="stickers"),
]
