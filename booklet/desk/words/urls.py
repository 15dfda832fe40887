"""The addresses of the screen "Words"."""

from django.urls import path

from booklet.desk.words import editor, english, tables, views

app_name = "words"

urlpatterns = [
    path("", views.index, name="index"),
    path("begin/", views.begin, name="begin"),
    path("english/", english.index, name="english"),
    path("english/sentence/<str:context>/", english.edit, name="reword"),
    path("<str:tag>/", views.language, name="language"),
    path("<str:tag>/translator/", views.translator, name="translator"),
    path("<str:tag>/proof/", tables.proof, name="proof"),
    path("<str:tag>/sentences/", views.sentences, name="sentences"),
    path("<str:tag>/table/<slug:kind>/", tables.send, name="table"),
    path("<str:tag>/take/", tables.take, name="take"),
    path("<str:tag>/place/<str:context>/", editor.place, name="place"),
    path("<str:tag>/sentence/<str:context>/", editor.edit, name="edit"),
]
