"""The addresses of the screen "Campaign"."""

from django.urls import path

from booklet.desk.campaign import views

app_name = "campaign"

urlpatterns = [
    path("", views.index, name="index"),
    path("save/", views.save, name="save"),
    path("table/", views.table, name="table"),
    path("table/<str:name>/", views.places, name="places"),
    path("look/", views.look, name="look"),
    path("make/", views.make, name="make"),
    path("made/<path:path>", views.made, name="made"),
]
