from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "puntari.followup"
    label = "followup"

    def ready(self) -> None:
        from puntari.followup import indexing, wiring  # noqa: F401

        indexing.connect()
