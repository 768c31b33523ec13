from django.apps import AppConfig


class LotteryConfig(AppConfig):
    name = "puntari.lottery"
    label = "lottery"

    def ready(self) -> None:
        from puntari.lottery import wiring  # noqa: F401
