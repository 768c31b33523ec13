from django.apps import AppConfig


class FeesConfig(AppConfig):
    name = "puntari.fees"
    label = "fees"

    def ready(self) -> None:
        from puntari.fees import wiring  # noqa: F401
