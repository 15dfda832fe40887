"""The addresses of the screen "Campaign"."""

from django.urls import path

from booklet.desk.campaign import views

app_name = "campaign"

urlpatterns = [path("", views.index, name="index")]
