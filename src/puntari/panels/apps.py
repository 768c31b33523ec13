from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "puntari.panels"
    label = "panels"

    def ready(self) -> None:
        from puntari.panels import wiring  # noqa: F401
