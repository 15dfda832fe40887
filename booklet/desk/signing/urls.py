"""The addresses of the screen "Signing"; those of links need no account."""

from django.urls import path

from booklet.desk.signing import asking, outside, releasing, views, working

app_name = "signing"

urlpatterns = [
    path("", views.index, name="index"),
    path("line/<slug:product>/", releasing.line, name="line"),
    path("release/<slug:product>/", releasing.release, name="release"),
    path("recall/<slug:product>/", releasing.recall, name="recall"),
    path("ask/", asking.ask, name="ask"),
    path("ask/<int:number>/revoke/", asking.revoke, name="revoke"),
    path("ask/<int:number>/changes/", views.asked_changes, name="changes"),
    path("change/<int:number>/done/", working.done, name="done"),
    path("back/<int:number>/", working.back, name="back"),
    path("link/<str:secret>/", outside.link, name="link"),
    path("asked/<int:number>/", outside.asked, name="asked"),
    path("asked/<int:number>/page/<int:place>/", outside.asked_page, name="asked-page"),
]
