"""What a test of consultations starts from. Everything is made by calling actions.

The draft is a town's guideline for working together, written by a committee of ten citizens and eight officers.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kyodo.deliberation.consultations import actions
from kyodo.deliberation.consultations.models import Answer, Bundle, Category, Consultation, Result, Submission, Unit
from kyodo.deliberation.consultations.states import Channel, Kind, Standing, Verdict
from kyodo.kernel.access import Visitor
from kyodo.offices.city import actions as city
from kyodo.offices.city.actions.founding import FIRST_RUN
from kyodo.offices.people.models import Person
from tests import cast, given
from tests.cast import AT
from tests.kept import keep

#: The period of the example: exactly thirty days, first and last included.
OPENS, CLOSES = date(2026, 5, 11), date(2026, 6, 9)
#: The day after the last day: opinions are sorted.
SORTING = AT + timedelta(days=30)
LATER = AT + timedelta(days=60)

TITLE = "協働の指針（素案）への意見"
WISH = "会議の記録を、二週間のうちに読めるようにしてほしい。"
THANKS = "夜の会議も開いてほしい。仕事のある人も来られます。"

SAID: dict[str, Any] = {
    "title": TITLE, "kind": Kind.PLAN, "basis": "織瀬市意見公募手続要綱第4条",
    "purpose": "市民10人と職員8人の委員会が書いた素案に、みなさんの意見をうかがいます。",
    "summary": "いっしょにまちの仕事をするときの約束ごとです。", "who_may": [Standing.RESIDENT, Standing.WORKER],
    "channels": [Channel.WEB, Channel.POST, Channel.COUNTER, Channel.MEETING], "send_to": "〒000-8601 織瀬市中央1-1 市民協働課",
    "opens_on": OPENS, "closes_on": CLOSES, "originals_at": "市民協働課の窓口",
    "places": [{"name": "市民協働課", "hours": "平日 8時30分〜17時"}], "announcements": [{"medium": "広報5月号", "on": OPENS}],
    "sessions": [],
}  # fmt: skip
SENDER = actions.From(name="海野 次郎", address="織瀬市川東2-3-4", email="jiro@example.jp", phone="0004823333")


def a_file(name: str = "素案.pdf") -> SimpleUploadedFile:
    """A paper that the examination of files lets pass."""
    return SimpleUploadedFile("soan.txt", "第1条　市民と市は、対等に話し合う。\n".encode(), content_type="text/plain")


def a_draft(*, by: Person | None = None, at: datetime = AT, **said: Any) -> Consultation:
    """A consultation that the desk is preparing."""
    section = said.pop("section", None) or given.the_desk()
    return actions.prepare(section=section, **{**SAID, **said}, by=by or cast.sato(), at=at)


def a_complete_draft(*, by: Person | None = None, at: datetime = AT, **said: Any) -> Consultation:
    """With the text that people are asked about."""
    it = a_draft(by=by, at=at, **said)
    actions.add_document(it, upload=a_file(), purpose="案", by=by or cast.sato(), at=at)
    return it


def an_open_one(*, at: datetime = AT, **said: Any) -> Consultation:
    """A consultation whose period begins today, with 鈴木 as the reviewer."""
    it = a_complete_draft(at=at, **said)
    actions.name_reviewers(it, reviewers=[{"person": cast.suzuki(), "role": "法務"}], by=cast.sato(), at=at)
    return actions.publish(it, by=cast.sato(), at=at)


def a_submission(
    it: Consultation, text: str = WISH, *, by: Person | Visitor | None = None, at: datetime = AT, **said: Any
) -> Submission:
    """An opinion sent on the web."""
    return actions.submit(it, text=text, sender=said.pop("sender", SENDER), by=by or cast.visitor(), at=at, **said)


def a_paper(it: Consultation, text: str = THANKS, *, at: datetime = AT, **said: Any) -> Submission:
    """An opinion that came on paper and was typed in."""
    channel = said.pop("channel", Channel.COUNTER)
    sender = said.pop("sender", actions.From(name="川辺 花子", address="織瀬市中央5-6"))
    return actions.enter(it, text=text, sender=sender, channel=channel, by=said.pop("by", cast.tanaka()), at=at, **said)


def a_read_bundle(bundle: Bundle, *, at: datetime = SORTING) -> Unit:
    """Read, with the whole text as one opinion."""
    source = bundle.submissions.order_by("number")[0]
    return actions.split(bundle, start=0, end=len(source.text), finish=True, by=cast.sato(), at=at)


def a_category(name: str) -> Category:
    """One of the categories the city begins with."""
    return Category.objects.get(name=name)


def an_answer(*units: Unit, at: datetime = SORTING, category: str = "参考", **said: Any) -> Answer:
    """A draft answer, complete but for its review."""
    answer = actions.begin_answer(units[0].consultation, units=units, by=cast.sato(), at=at)
    words = {"text": "進め方の参考にします。", "reason": "会議ごとの事情が異なるため。", **said}
    return actions.write(answer, category=a_category(category), **words, by=cast.sato(), at=at)


def an_agreed_answer(*units: Unit, at: datetime = SORTING, **said: Any) -> Answer:
    """An answer that its reviewer consented to."""
    answer = actions.hand_in(an_answer(*units, at=at, **said), by=cast.sato(), at=at)
    actions.review(answer, verdict=Verdict.AGREE, by=cast.suzuki(), at=at)
    answer.refresh_from_db()
    return answer


def an_answered_one(*, at: datetime = AT, sorting: datetime = SORTING) -> Consultation:
    """Two opinions came, both are read and answered; nothing is decided yet."""
    it = an_open_one(at=at)
    units = [
        a_read_bundle(a_submission(it, at=at).bundle, at=sorting),
        a_read_bundle(a_paper(it, at=at).bundle, at=sorting),
    ]
    change = {"before": "記録を公表する。", "after": "記録を二週間以内に公表する。"}
    an_agreed_answer(
        units[0],
        at=sorting,
        category="反映",
        text="素案を直しました。",
        reason="早い公表が話し合いを助けるため。",
        **change,
    )
    an_agreed_answer(units[1], at=sorting)
    it.refresh_from_db()
    return it


def an_adopted_one(*, at: datetime = AT, sorting: datetime = SORTING) -> Consultation:
    """Decided, and waiting for its publication. 佐藤 is also the head of the desk here."""
    it = an_answered_one(at=at, sorting=sorting)
    return adopted(it, at=sorting)


def adopted(it: Consultation, *, at: datetime = SORTING) -> Consultation:
    """Through the decision."""
    actions.finish(it, by=cast.sato(), at=at)
    return actions.adopt(it, adopted_as="市長決裁", by=the_head(), at=at)


def the_head() -> Person:
    """The head of the desk."""
    person = cast._person("本間 誠", "ホンマ マコト", "honma@city.example.jp")
    if not person.duties.exists():
        city.assign_duty(
            person, role="head", section=given.the_desk(), since=given.SPRING, by=FIRST_RUN, at=cast.BEFORE
        )
    return person


def a_result(*, at: datetime = AT, sorting: datetime = SORTING) -> Result:
    """A consultation whose result is public."""
    it = an_adopted_one(at=at, sorting=sorting)
    return actions.release(
        it, heard="案を示して三十日、意見をうかがいました。", said="記録を早くという声がありました。", done="公表の期限を書き加えました。",
        by=cast.sato(), at=sorting,
    )  # fmt: skip


keep(globals())
