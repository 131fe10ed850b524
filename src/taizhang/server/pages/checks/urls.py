"""Which page of this part is where."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
