"""実践事例: drafted from what is written, asked for what is not, handed out under the names of the national framework."""

import csv
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from kyodo.cycle.collaborations import actions as cases
from kyodo.cycle.evaluations import actions as evaluations
from kyodo.cycle.evaluations.models import Practice
from kyodo.kernel.policy import Refused
from kyodo.offices.city.models import City
from kyodo.ui.forms.sheet import new_key
from tests import cast, given
from tests.cast import AT

from .test_actions import closed
from .test_voices import as_

pytestmark = pytest.mark.django_db

#: What the 事例データモデル marks 必, in its own words.
COMPULSORY = (
    "タイトル",
    "事例の場所",
    "対象組織",
    "取り組みの概要",
    "取り組み理由",
    "目的",
    "取り組み内容",
    "連絡先情報",
)


@pytest.fixture
def draft():
    given.a_city()
    City.objects.update(prefecture="川上県", desk_name="市民協働課", desk_phone="0482000000")
    it = closed(given.a_revealed_evaluation(title="川の教室"))
    it.case.fields.get_or_create(code=7)
    cases.describe(it.case, start_type="B", forms=["4"], by=cast.hanako(), at=AT)
    return evaluations.draft_practice(it, by=cast.sato(), at=AT)


def said(practice, **other):
    return {
        **{name: getattr(practice, name) for name in Practice.ASKED},
        "summary": "川で学ぶ。",
        "background": "川に人がいない。",
        **other,
    }


def rows():
    answer = Client().get(reverse("evaluations:practices_csv"))
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_a_draft_takes_the_joint_purpose_the_people_and_whom_to_ask(draft):
    assert draft.purpose == draft.case.agreement.text.purpose
    assert draft.purpose
    assert (draft.contact, draft.contact_way) == ("織瀬市 市民協働課", "0482000000")


@pytest.mark.parametrize("name", Practice.NEEDED)
def test_nothing_is_published_while_a_compulsory_item_is_empty(draft, name):
    with pytest.raises(Refused) as refused:
        evaluations.publish_practice(draft, values=said(draft, **{name: " "}), by=cast.sato(), at=AT)
    assert refused.value.field == name
    assert not Practice.objects.filter(published_at__isnull=False).exists()


def test_the_page_of_the_desk_asks_for_what_the_draft_lacks(draft, settings):
    settings.OFFICERS_NEED_SECOND_FACTOR = False
    Practice.objects.update(summary="")
    url = reverse("evaluations:edit_practice", args=[draft.ref])
    sent = {**said(draft), "summary": "", "submission_key": new_key()}
    answer = as_(cast.sato()).post(url, {name: value for name, value in sent.items() if value is not False})
    assert answer.status_code == 422
    draft.refresh_from_db()
    assert draft.published_at is None


def test_a_published_case_is_handed_out_under_the_names_of_the_framework(draft):
    assert rows() == []
    values = said(draft, title="=SUM(1)", tried="子どもが先生になる日", lasting="二人一組", hard="雨で休んだ")
    evaluations.publish_practice(draft, values=values, by=cast.sato(), at=AT)
    (row,) = rows()
    assert all(row[name] for name in COMPULSORY)
    assert row["タイトル"] == "'=SUM(1)"
    assert (row["挑戦したこと"], row["持続させる仕組み"]) == ("子どもが先生になる日", "二人一組")
    assert "雨で休んだ" in row["学んだこと"]
    assert (row["行政サービス分類"], row["テーマ"]) == ("アダプト制度", "環境の保全")
    assert row["連絡先情報"] == "織瀬市 市民協働課 0482000000"
    assert (row["ID"], row["公開日"]) == (draft.ref, str(AT.date()))


def test_everybody_reads_what_was_said_and_no_empty_heading(draft):
    evaluations.publish_practice(draft, values=said(draft, lasting="二人一組"), by=cast.sato(), at=AT)
    text = Client().get(draft.get_absolute_url()).content.decode()
    assert "続けるしくみ" in text
    assert "制約になったこと" not in text
    assert "川で学ぶ。" in text


def test_the_file_costs_the_same_however_many(draft, django_assert_max_num_queries):
    evaluations.publish_practice(draft, values=said(draft), by=cast.sato(), at=AT)
    with django_assert_max_num_queries(8):
        rows()
    other = evaluations.draft_practice(closed(given.a_revealed_evaluation(title="雪かき")), by=cast.sato(), at=AT)
    evaluations.publish_practice(other, values=said(other), by=cast.sato(), at=AT)
    with django_assert_max_num_queries(8):
        assert len(rows()) == 2
