from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "puntari.followup"
    label = "followup"

    def ready(self) -> None:
        from puntari.core import finnish, starting
        from puntari.followup import indexing, tables, wiring  # noqa: F401
        from puntari.followup.importing import wordings  # noqa: F401

        indexing.connect()
        starting.reading(tables.warm_up)
        starting.reading(finnish.load)
