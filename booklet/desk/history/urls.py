"""The addresses of the screen "History"."""

from django.urls import path

from booklet.desk.history import views

app_name = "history"

urlpatterns = [
    path("", views.index, name="index"),
    path("change/<int:number>/", views.change, name="change"),
    path("change/<int:number>/back/", views.all_back, name="all-back"),
    path("file/<int:number>/back/", views.back, name="back"),
    path("log/", views.log, name="log"),
    path("log/download/", views.download, name="download"),
]
