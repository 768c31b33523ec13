from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "puntari.newsroom"
    label = "newsroom"

    def ready(self) -> None:
        from puntari.newsroom import wiring  # noqa: F401
