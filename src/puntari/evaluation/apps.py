from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "puntari.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        from puntari.evaluation import wiring  # noqa: F401
