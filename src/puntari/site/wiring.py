"""What the site registers at start: the demo's job, in a demo only."""

from django.conf import settings

from puntari.core import jobs

if settings.MODE != "production":
    from puntari.site.demo.build import REST, build_rest

    jobs.handler(REST)(build_rest)
