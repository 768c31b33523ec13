"""The ASGI application that uvicorn serves."""

import os
import warnings

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.urls import resolve

from puntari.core import starting
from puntari.core.served_again import ServedAgain

# Static files are small and come from a synchronous iterator, which is read whole; that is intended.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "puntari.site.settings")
application = get_asgi_application()
# All pages are loaded with the program, so that they are set apart with it.
resolve("/")
starting.settle()
# Tests look at once at what they have changed.
if settings.MODE != "test":
    application = ServedAgain(application)  # type: ignore[assignment,arg-type]
    starting.begin()
