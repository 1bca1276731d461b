"""Routes of conduct."""

from django.urls import path

from dakehu.conduct import views

app_name = "conduct"

urlpatterns = [
    path("points/", views.point_list, name="points"),
    path("points/<int:pk>/", views.point_detail, name="point"),
    path("points/<int:pk>/confirm/", views.point_confirm, name="point_confirm"),
    path("points/<int:pk>/evidence/", views.point_evidence, name="point_evidence"),
    path("points/<int:pk>/drop/", views.point_drop, name="point_drop"),
]
