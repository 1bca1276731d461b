"""Routes of money received."""

from django.urls import path

from dakehu.receipts import views

app_name = "receipts"

urlpatterns = [path("", views.receipt_list, name="list")]
