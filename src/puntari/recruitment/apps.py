from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "puntari.recruitment"
    label = "recruitment"

    def ready(self) -> None:
        from puntari.recruitment import wiring  # noqa: F401
