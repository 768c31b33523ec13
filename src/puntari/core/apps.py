from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "puntari.core"
    label = "core"

    def ready(self) -> None:
        from puntari.core import wiring  # noqa: F401
