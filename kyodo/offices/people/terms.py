"""Numbers and words about people's accounts."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from kyodo.kernel.workflow import Term

#: How long an invitation may wait for its answer.
INVITATION_DAYS = Term("people.invitation_days", 14, _("招待の有効期間（日）"), "情報セキュリティポリシー")

#: How long two records that were joined can be parted again; then what is needed for it is forgotten.
PARTING = timedelta(days=30)

#: What stands in place of the name of somebody who left. The journal knows people by reference only.
LEFT = "退会した方"

#: How long a session lasts: without a request, and at all. OWASP ASVS 5.0 7.3.1 and 7.3.2.
OFFICER_IDLE, OFFICER_LIMIT = timedelta(minutes=30), timedelta(hours=12)
#: On a shared device (「記憶する」 not chosen) a citizen's session also ends after two idle hours.
SHARED_IDLE, CITIZEN_LIMIT = timedelta(hours=2), timedelta(days=14)
