"""How often a letter is tried, and when the daily letter goes out."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Term

DIGEST_HOUR = Term("post.digest_hour", 7, _("まとめの手紙を送る時刻（時）"), "市の運用")

#: Waits after the first, second, … failed attempt: ten attempts within two days, as mail servers do among themselves.
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 480, 480, 720, 720))

#: Letters one plain address gets within an hour: nobody can flood a stranger through our forms.
STRANGER_LIMIT, STRANGER_SPAN = 10, timedelta(hours=1)

#: For so long a claimed letter belongs to the worker that claimed it; after a crash another one takes it up.
LEASE = timedelta(minutes=15)

#: Letters carried in one go, over one connection.
BATCH = 50
