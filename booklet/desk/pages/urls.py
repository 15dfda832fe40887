"""The addresses of the screen "Pages"."""

from django.urls import path

from booklet.desk.pages import compared, own, views

app_name = "pages"

urlpatterns = [
    path("", views.index, name="index"),
    path("page/<slug:product>/", views.page, name="page"),
    path("compare/<slug:product>/", compared.compare, name="compare"),
    path("signed/<slug:product>/", compared.signed, name="signed"),
    path("marked/<slug:product>/", compared.marked, name="marked"),
    path("own/", own.index, name="own"),
    path("own/order/", own.order, name="order"),
    path("own/new/<slug:kind>/", own.add, name="add"),
    path("own/<str:id>/", own.edit, name="edit"),
    path("own/<str:id>/switch/", own.switch, name="switch"),
    path("own/<str:id>/remove/", own.remove, name="remove"),
]
