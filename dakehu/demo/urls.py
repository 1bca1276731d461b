"""Routes of the area."""

from django.urls import path

from dakehu.demo import views

urlpatterns = [
    path("enter/<slug:role>/", views.demo_enter, name="demo_enter"),
    path("scene/<slug:scene>/", views.demo_scene, name="demo_scene"),
    path("reset/", views.demo_reset, name="demo_reset"),
    path("step/<slug:step>/", views.strip_step, name="strip_step"),
    path("strip/dismiss/", views.strip_dismiss, name="strip_dismiss"),
]
