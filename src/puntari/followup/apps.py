from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "puntari.followup"
    label = "followup"

    def ready(self) -> None:
        from puntari.followup import wiring  # noqa: F401
