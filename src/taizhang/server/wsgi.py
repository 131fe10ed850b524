"""What a web server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application

YOUNG, OLDER, OLDEST = 50_000, 20, 20

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.server.settings")
application = get_wsgi_application()

# Python looks for rings of dead objects at every seven hundred new ones, through all that was ever loaded: a third of
# the time of a large answer. What is loaded by now stays; and a long list is made in one go.
gc.freeze()
gc.set_threshold(YOUNG, OLDER, OLDEST)
