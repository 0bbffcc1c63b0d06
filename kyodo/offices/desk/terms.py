"""When the desk reminds, when it tells others, and when the program calls itself unwell."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Term

REMIND_BEFORE = Term("desk.remind_before", 1, _("期限の何開庁日前に知らせるか"), "市の運用")
REMIND_EVERY = Term("desk.remind_every", 5, _("遅れているとき、何開庁日ごとに知らせるか"), "市の運用")
ESCALATE_AFTER = Term("desk.escalate_after", 10, _("何開庁日遅れたら窓口課にも知らせるか"), "市の運用")
QUIET_DAYS = Term("desk.quiet_days", 3, _("動きがあったあと、何開庁日は知らせないか"), "市の運用")
REMIND_HOUR = Term("desk.remind_hour", 8, _("知らせを送る時刻（時）"), "市の運用")
PUBLIC_AFTER = Term("desk.public_after", 20, _("何開庁日遅れたら、課の名前とともに公開するか"), "市の運用")
MOST_PAUSE = Term("desk.most_pause", 60, _("知らせを止めておける日数"), "市の運用")
REVIEW_DAYS = Term("desk.review_days", 10, _("公開しない文書を、見直す日から何開庁日以内に見直すか"), "市の運用")
LADDER = (REMIND_BEFORE, REMIND_EVERY, ESCALATE_AFTER, PUBLIC_AFTER, QUIET_DAYS, MOST_PAUSE, REVIEW_DAYS)

#: The kind of a task whose holder must not hear, until it is settled, what others do in that case.
BLIND = "blind"

#: A task with more open days left than this is folded away on the page of the day.
NEAR = 10

#: The worker says this often that it lives; after the limit nobody believes it.
BEAT, WORKER_LIMIT = timedelta(seconds=15), timedelta(minutes=5)
#: A letter whose time has come waits no longer than this while all is well.
OUTBOX_LIMIT = timedelta(minutes=15)
#: Below this the disk counts as full.
FREE_BYTES = 200 * 1024 * 1024
