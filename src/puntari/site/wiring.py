"""What the site registers at start: the demo's job, in a demo only."""

from django.conf import settings

from puntari.core import jobs
from puntari.site.demo import LETTERS, REST

if settings.MODE != "production":

    @jobs.handler(REST)
    def build_demo(progress: jobs.Progress) -> dict[str, str]:
        """Build the demo's second panel; its texts and people are loaded only then."""
        from puntari.site.demo.build import build_rest

        return build_rest(progress)

    @jobs.handler(LETTERS)
    def print_demo_letters(progress: jobs.Progress) -> dict[str, str]:
        """Print the second panel's letters."""
        from puntari.site.demo.build import print_letters

        return print_letters(progress)
