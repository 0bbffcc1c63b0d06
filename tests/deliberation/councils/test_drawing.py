"""Invitee by lot: drawn again by anybody with list and seed, answered by letter, kept for two years."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kyodo.deliberation.councils.actions import drawing
from kyodo.deliberation.councils.models import Draw, Invitee
from kyodo.deliberation.councils.queries import sortition
from kyodo.deliberation.councils.queries.sortition import Listed
from kyodo.kernel.access import LinkHolder
from kyodo.kernel.policy import IllegalMove, NotAllowed, Refused
from tests import cast
from tests.cast import AT

from .founding import a_body

pytestmark = pytest.mark.django_db
LIST = [Listed(f"{n:04d}", "若い世代" if n % 3 == 0 else "上の世代") for n in range(30)]
QUOTAS = {"若い世代": 4, "上の世代": 6}
SEED = "第1024回 123456"


def a_draw(**values):
    said = {"quotas": QUOTAS, "rows": LIST, "seats": 2, "reply_by": date(2026, 6, 30), **values}
    return drawing.prepare_draw(
        a_body(), purpose="話し合いへの招待", topics="子育て\n交通\n防災\n文化", seed_from="宝くじの番号", by=cast.sato(), at=AT, **said
    )  # fmt: skip


def drawn(draw, *, seed=SEED, rows=LIST):
    return drawing.draw_lots(draw, seed=seed, rows=rows, by=cast.sato(), at=AT + timedelta(days=1))


def invited(found, n=0):
    invitation = sortition.by_code(found[n][1])
    assert invitation
    return invitation


def accept(invitation, *, at=AT + timedelta(days=2), **values):
    said = {"reply": "yes", "name": "海野 さくら", "contact": "0490001234", "wishes": ["防災"], **values}
    return drawing.answer_invitation(invitation, by=LinkHolder(invitation.subject), at=at, **said)


@pytest.fixture
def today(monkeypatch, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    settings.FORM_MINIMUM_SECONDS = 0
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def test_list_and_seed_draw_the_same_people_whatever_the_order_of_the_list():
    first = sortition.drawn(LIST, QUOTAS, SEED)
    assert sortition.drawn(LIST[::-1], QUOTAS, SEED) == first
    assert sortition.drawn(LIST, QUOTAS, SEED + "7") != first
    assert sortition.sizes(first) == {"上の世代": 6, "若い世代": 4}


def test_a_draw_that_cannot_fill_its_groups_is_refused_before_it_is_prepared():
    with pytest.raises(Refused, match="10人") as refusal:
        a_draw(quotas={"若い世代": 11})
    assert refusal.value.field == "file"
    assert not Draw.objects.exists()


def test_drawing_again_gives_the_same_letters_and_another_list_or_seed_is_refused():
    draw = a_draw()
    found = drawn(draw)
    assert drawn(draw) == found
    assert Invitee.objects.count() == len({code for _row, code in found}) == 10
    for other, field in (({"rows": LIST[1:]}, "file"), ({"seed": "別の数"}, "seed")):
        with pytest.raises(Refused) as refusal:
            drawn(draw, **other)
        assert refusal.value.field == field


def test_nothing_of_the_list_but_its_hash_is_stored():
    draw = a_draw(rows=[Listed(f"住民番号{n:05d}", row.group) for n, row in enumerate(LIST)])
    assert "住民番号" not in str(Draw.objects.filter(pk=draw.pk).values().get())


def test_only_the_section_draws_and_only_who_holds_the_letter_answers():
    draw = a_draw()
    with pytest.raises(NotAllowed):
        drawing.draw_lots(draw, seed=SEED, rows=LIST, by=cast.hanako(), at=AT)
    invitation = invited(drawn(draw))
    for other in (cast.sato(), cast.visitor()):
        with pytest.raises(NotAllowed):
            drawing.answer_invitation(invitation, reply="no", by=other, at=AT)


def test_an_answer_can_be_changed_until_its_last_day_and_a_no_leaves_no_name():
    invitation = accept(invited(drawn(a_draw())))
    assert (invitation.name, invitation.wishes) == ("海野 さくら", ["防災"])
    with pytest.raises(Refused) as refusal:
        accept(invitation, contact="")
    assert refusal.value.field == "contact"
    last = AT.replace(month=6, day=30)
    invitation = accept(invitation, reply="no", at=last)
    assert (invitation.name, invitation.contact, invitation.wishes) == ("", "", [])
    with pytest.raises(IllegalMove):
        accept(invitation, at=last + timedelta(days=1))


def test_the_rates_are_told_by_group_and_names_go_after_two_years():
    draw = a_draw()
    found = drawn(draw)
    letters = [(row, code) for row, code in found if row.group == "若い世代"]
    accept(invited(letters))
    accept(invited(letters, 1), reply="no")
    young = next(row for row in sortition.rates(draw) if row.group == "若い世代")
    assert (young.listed, young.invited, young.replied, young.accepted) == (10, 4, 2, 1)
    assert (young.reply_percent, young.yes_percent) == (50, 25)
    assert draw.valid_until == date(2028, 6, 30)
    end = AT.replace(year=2028, month=6, day=30)
    assert drawing.forget_expired(end) == 0
    assert sortition.register(draw, end.date()).count() == 1
    assert drawing.forget_expired(end + timedelta(days=1)) == 1
    assert not Invitee.objects.exclude(name="").exists()
    assert sortition.rates(draw)[-1].accepted == 1


def _file(rows):
    lines = "番号,区分\n" + "".join(f"{row.number},{row.group}\n" for row in rows)
    return SimpleUploadedFile("meibo.csv", lines.encode())


def test_a_clerk_draws_and_somebody_answers_their_letter(today, as_, client):
    body, clerk = a_body(), as_(cast.sato())
    said = {
        "submission_key": "d" * 32, "purpose": "話し合いへの招待", "topics": "子育て\n防災", "seed_from": "宝くじの番号",
        "seats": "1", "reply_by_year": "2026", "reply_by_month": "6", "reply_by_day": "30", "quotas-TOTAL_FORMS": "1", "quotas-INITIAL_FORMS": "0",
        "quotas-0-group": "若い世代", "quotas-0-number": "2",
    }  # fmt: skip
    answer = clerk.post(reverse("councils:prepare_draw", args=[body.ref]), {**said, "file": _file(LIST)})
    assert answer.status_code == 302, answer.context["form"].errors
    draw = Draw.objects.get()
    assert draw.list_hash in client.get(draw.get_absolute_url()).content.decode()
    sent = {"submission_key": "e" * 32, "seed": SEED, "file": _file(LIST)}
    letters = clerk.post(reverse("councils:lots", args=[draw.ref]), sent)
    rows = list(csv.DictReader(StringIO(letters.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    code = rows[0]["招待の符号"]
    opened = client.get(reverse("councils:invitation", args=[code]))
    form = opened.context["form"]
    hidden = {field.html_name: field.value() for field in form.hidden_fields()}
    reply = {**hidden, "reply": "yes", "name": "海野 さくら", "contact": "0490001234", "wishes": ["防災"]}
    assert client.post(reverse("councils:invitation", args=[code]), reply).status_code == 302
    register = reverse("councils:register", args=[draw.ref])
    shown = clerk.get(register).content.decode()
    assert "海野 さくら" in shown
    assert "防災" in shown
    assert as_(cast.tanaka()).get(register).status_code == 403
    assert "海野 さくら" not in as_(cast.tanaka()).get(draw.get_absolute_url()).content.decode()
    assert client.get(reverse("councils:invitation", args=["2" * 16])).status_code == 404
    assert "見つかりません" in client.post(reverse("councils:invited"), {**hidden, "code": "X"}).content.decode()
