from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "puntari.meetings"
    label = "meetings"

    def ready(self) -> None:
        from puntari.meetings import wiring  # noqa: F401
