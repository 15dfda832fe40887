"""The addresses of orders: for whoever orders, for providers, and for those who say yes."""

from django.urls import include, path

from booklet.service.orders import files, hooks, views

buy = [
    path("order/new/", views.new, name="new"),
    path("order/<str:secret>/", views.shown, name="shown"),
    path("order/<str:secret>/cancel/", views.cancel, name="cancel"),
    path("order/<str:secret>/arrived/", views.arrived, name="arrived"),
    path("files/<str:signed>/<str:name>", files.file, name="file"),
]

from_outside = [
    path("hooks/<slug:provider>/", hooks.told, name="told"),
    path("shop/<slug:name>/<slug:reference>", hooks.shop, name="shop"),
]

staff = [
    path("service/orders/", views.index, name="index"),
    path("service/orders/shops/", views.shops, name="shops"),
    path("service/orders/shops/<int:number>/close/", views.close_shop, name="close-shop"),
    path("service/orders/<int:number>/", views.one, name="one"),
    path("service/orders/<int:number>/yes/", views.say_yes, name="yes"),
    path("service/orders/<int:number>/end/", views.end, name="end"),
]

urlpatterns = [
    path("", include((buy, "buy"))),
    path("", include((from_outside, "hooks"))),
    path("", include((staff, "orders"))),
]
