"""The addresses of the screen "Contacts"."""

from django.urls import path

from booklet.desk.contacts import views

app_name = "contacts"

urlpatterns = [
    path("", views.index, name="index"),
    path("order/", views.order, name="order"),
    path("country/", views.country, name="country"),
    path("new/", views.add, name="add"),
    path("<str:contact>/", views.edit, name="edit"),
    path("<str:contact>/practice/", views.practice, name="practice"),
    path("<str:contact>/withdraw/", views.withdraw, name="withdraw"),
]
