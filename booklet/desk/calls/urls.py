"""The addresses of the screen "Calls"."""

from django.urls import path

from booklet.desk.calls import views

app_name = "calls"

urlpatterns = [
    path("", views.index, name="index"),
    path("phone.svg", views.phone, name="phone"),
    path("look/", views.look, name="look"),
    path("to/<str:contact>/", views.call, name="call"),
]
