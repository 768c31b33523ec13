"""The ASGI application that uvicorn serves."""

import gc
import os
import warnings

from django.conf import settings
from django.core.asgi import get_asgi_application

from puntari.core import starting
from puntari.core.served_again import ServedAgain

# Static files are small and come from a synchronous iterator, which is read whole; that is intended.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "puntari.site.settings")
application = get_asgi_application()
# What the program consists of never goes away, so looking through it for garbage only makes readers wait.
gc.collect()
gc.freeze()
# Tests look at once at what they have changed.
if settings.MODE != "test":
    application = ServedAgain(application)  # type: ignore[assignment,arg-type]
    starting.begin()
