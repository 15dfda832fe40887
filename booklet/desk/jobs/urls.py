"""The addresses of long work."""

from django.urls import path

from booklet.desk.jobs import views

app_name = "jobs"

urlpatterns = [
    path("<int:number>/", views.show, name="show"),
    path("<int:number>/stop/", views.stop, name="stop"),
    path("<int:number>/go-on/", views.go_on, name="go-on"),
    path("<int:number>/file/<int:place>/", views.file, name="file"),
]
