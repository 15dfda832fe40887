"""The addresses of the screen "Order"."""

from django.urls import path

from booklet.desk.order import views

app_name = "order"

urlpatterns = [
    path("", views.index, name="index"),
    path("save/", views.save, name="save"),
    path("ink/", views.ink, name="ink"),
    path("make/", views.make, name="make"),
]
