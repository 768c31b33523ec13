from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "puntari.site"
    label = "site"

    def ready(self) -> None:
        from puntari.site import wiring  # noqa: F401
