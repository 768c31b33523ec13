from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    name = "puntari.deliberation"
    label = "deliberation"

    def ready(self) -> None:
        from puntari.deliberation import wiring  # noqa: F401
