"""What a proposal says, step by step, to whom; the group as it was registered; and how a later version differs."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from kyodo.commons.groups import actions as groups
from kyodo.commons.groups.models import Group
from kyodo.cycle.calls import actions as calls
from kyodo.cycle.proposals import actions as proposals
from kyodo.cycle.proposals.models import Proposal
from kyodo.cycle.proposals.queries import changes, text_for
from kyodo.cycle.proposals.queries.tables import Table
from kyodo.cycle.proposals.queries.text import Text
from kyodo.cycle.services import actions as services
from kyodo.cycle.services.models import Service
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Refused
from tests import cast, given
from tests.cast import AT

from . import texts

pytestmark = pytest.mark.django_db
#: What the steps ask beside the words of every proposal.
MORE: dict[str, dict[str, Any]] = {
    "aim": {"measure": "見回りの記録を月ごとに数える。"},
    "plan": {
        "novelty": "子どもも見回る。", "difference": "市の点検は年に1回。", "charges": "保険料300円", "publicity": "回覧板と学校の手紙",
    },
    "together": {"roles": [{"task": "見回り", "side": "citizens", "who": "会員", "by": "毎月10日"}]},
    "team": {
        "partners": [{"name": "川東自治会", "part": "水門の見回り"}], "risks": "大雨の日は外に出ない。",
        "past": [{"year": "令和6年度", "name": "川辺の清掃", "amount": 80_000, "what": "年4回"}],
    },
}  # fmt: skip


@pytest.fixture(autouse=True)
def _unhurried(settings, monkeypatch):
    settings.FORM_MINIMUM_SECONDS, settings.OFFICERS_NEED_SECOND_FACTOR = 0, False
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def say(it: Proposal, **steps: Any) -> Proposal:
    for step, values in steps.items():
        proposals.save_step(it, step=step, values=values, by=cast.hanako(), at=AT)
    return it


def read(it: Proposal, who: Actor, **which: int) -> Text:
    text = text_for(it, who, at=AT, **which)
    assert text is not None
    return text


def words_of(text: Text) -> str:
    """Everything a reader reads of it."""
    cells = [cell for part in text.parts for table in part.tables for row in table.rows for cell in row]
    said = [words for part in text.parts for _label, words in (*part.facts, *part.words)]
    return " ".join(map(str, (*said, *cells)))


def test_everything_a_city_asks_is_written_shown_and_kept(client: Client):
    it = say(given.a_complete_draft(), **MORE)
    client.force_login(cast.hanako())
    for step, values in MORE.items():
        page = client.get(reverse("proposals:step", args=[it.ref, step])).content.decode()
        for value in values.values():
            for words in [v for row in value for v in row.values()] if isinstance(value, list) else [value]:
                assert (f"{words:,}" if isinstance(words, int) else words) in page, (step, words)
    proposals.check(proposals.submit(it, by=cast.hanako(), at=AT), by=cast.sato(), at=AT)
    client.logout()
    public, kept = client.get(it.get_absolute_url()).content.decode(), it.versions.get().content
    for values in MORE.values():
        for name, value in values.items():
            assert kept[name] == value
            if isinstance(value, str):
                assert value in public
    for words in ("川東自治会", "毎月10日", "川辺の清掃", "80,000円"):
        assert words in public


def test_a_column_in_which_nobody_wrote_is_left_out():
    table = Table("目標", ["何を", "どれだけ", "いつ"], [["見回り", "", "毎月"], ["清掃", "", ""]])
    assert table.without_blanks().columns == ["何を", "いつ"]
    assert table.without_blanks().rows == [["見回り", "毎月"], ["清掃", ""]]
    assert Table("空", ["何を", "いつ"], [["", ""]]).without_blanks().columns == ["何を"], "what names the row stays"


def test_a_version_keeps_what_the_register_said_of_the_group():
    it = given.a_checked_proposal()
    group = Group.objects.get(name="川辺を守る会")
    before = it.versions.get().content["group"]
    assert {"name": "purpose", "words": group.purpose, "open": True} in before
    Group.objects.filter(pk=group.pk).update(purpose="あとから変えた目的")
    assert group.purpose in words_of(read(it, cast.visitor()))
    proposals.submit(it, by=cast.hanako(), at=AT)
    assert "あとから変えた目的" in words_of(read(it, cast.hanako()))


def test_what_a_group_keeps_to_itself_is_read_inside_and_whom_to_call_by_nobody():
    group = given.a_registered_group()
    groups.set_publication(group, switches={"members": False}, by=cast.hanako(), at=AT)
    group.refresh_from_db()
    it = given.a_checked_proposal()
    secret, public = f" 会員数 {group.members} ", words_of(read(it, cast.visitor()))
    assert (secret in public, secret in words_of(read(it, cast.tanaka()))) == (False, True)
    held = str(it.versions.get().content)
    for way in (group.phone, group.email, group.address):
        assert way
        assert way not in held


def test_a_proposal_of_nobody_registered_has_no_outline():
    given.a_city()
    it = proposals.begin(title="夜道の灯り", author_name="東町の三人", by=cast.jiro(), at=AT)
    for step, values in texts.whole().items():
        proposals.save_step(it, step=step, values=values, by=cast.jiro(), at=AT)
    assert proposals.submit(it, by=cast.jiro(), at=AT).versions.get().content["group"] == []


def test_a_later_version_says_what_it_changed(client: Client):
    it = given.a_checked_proposal()
    lines = [
        {**row, "amount": row["amount"] + 10_000} if row["item"] in ("会の積立", "消耗品") else row
        for row in texts.LINES
    ]
    say(it, aim={"purpose": "言い直した目的"}, plan={"novelty": "子どもも見回る。"}, money={"lines": lines})
    proposals.submit(it, note="目的", by=cast.hanako(), at=AT)
    found = {
        label: (old, new) for label, old, new in changes(read(it, cast.hanako(), number=1), read(it, cast.hanako()))
    }
    assert found["目的"] == ("あふれる前に気づける地区にする。", "言い直した目的")
    assert found["新しいところ・先がけになるところ"] == ("", "子どもも見回る。")
    assert "90,000円" in found["お金：支出"][1]
    assert "地域の課題といまの様子" not in found
    where = reverse("proposals:version", args=[it.ref, 2])
    client.force_login(cast.hanako())
    assert where in client.get(it.get_absolute_url()).content.decode()
    page = client.get(where).content.decode()
    assert "<ins>言い直した目的</ins>" in page
    assert "第1版から変わったところ" not in client.get(reverse("proposals:version", args=[it.ref, 1])).content.decode()
    client.logout()
    assert client.get(where).status_code == 404, "nobody outside reads what was not checked"
    proposals.check(it, by=cast.sato(), at=AT)
    page = client.get(where).content.decode()
    assert "<ins>言い直した目的</ins>" in page
    assert "90,000円" not in page, "nor its money"


def test_a_version_is_compared_with_the_last_one_the_reader_knows(client: Client):
    it = given.a_checked_proposal()
    for words in ("二つ目の目的", "三つ目の目的"):
        proposals.submit(say(it, aim={"purpose": words}), by=cast.hanako(), at=AT)
    proposals.check(it, by=cast.sato(), at=AT)
    page = client.get(reverse("proposals:version", args=[it.ref, 3])).content.decode()
    assert "第1版から変わったところ" in page
    assert "二つ目の目的" not in page


def a_service(**more: Any) -> Service:
    given.a_city()
    values = {"name": "用水路の点検", "section": given.the_environment_section(), **more}
    return services.enter("0301-01", values=values, by=cast.sato(), at=AT)


def test_a_proposal_for_a_service_of_the_city_knows_it(client: Client):
    given.a_registered_group()
    it = a_service()
    where = reverse("proposals:new_for_service", args=[it.ref])
    assert where in client.get(it.get_absolute_url()).content.decode()
    client.force_login(cast.hanako())
    client.post(where, {"title": "用水路をいっしょに", "website": "", "submission_key": "k" * 22})
    made = Proposal.objects.get()
    assert (made.service, made.section) == (it, it.section)
    asked = client.get(reverse("proposals:step", args=[made.ref, "plan"])).content.decode()
    assert "「用水路の点検」と、どこが違うか" in asked


def test_a_proposal_for_a_theme_knows_the_service_the_theme_names():
    it = a_service()
    theme = calls.publish_theme(
        title="用水路をいっしょに", section=it.section, background="点検は年1回。", problem="間に合わない。", expects="見回り",
        service=it, period="令和9年度", area="川東", plan="雨水計画", by=cast.tanaka(), at=AT,
    )  # fmt: skip
    given.a_registered_group()
    assert given.a_draft_proposal(theme=theme).service == it
    page = Client().get(theme.get_absolute_url()).content.decode()
    for words in ("間に合わない。", "令和9年度", "川東", "雨水計画", it.get_absolute_url()):
        assert words in page


def test_a_section_that_talked_with_the_proposers_says_what_came_of_it(client: Client):
    it = given.a_submitted_proposal()
    with pytest.raises(Refused) as refusal:
        proposals.give_opinion(it, **texts.OPINION, meetings=2, by=cast.tanaka(), at=AT)
    assert refusal.value.field == "outcome"
    said = {**texts.OPINION, "outcome": "見回りは晴れた日に限る。"}
    opinion = proposals.give_opinion(it, **said, meetings=2, by=cast.tanaka(), at=AT)
    assert ("提案者と話し合った回数", "2") in [(str(label), words) for label, words in opinion.facts]
    client.force_login(cast.hanako())
    assert "見回りは晴れた日に限る。" in client.get(it.get_absolute_url()).content.decode()


def in_word(client, name, *args):
    answer = client.get(reverse(f"proposals:{name}", args=args))
    assert answer.status_code == 200
    document = Document(BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


def test_a_draft_is_handed_out_in_word_to_its_writers_alone(client):
    it = given.a_complete_draft()
    client.force_login(cast.hanako())
    assert (
        reverse("proposals:draft_docx", args=[it.ref])
        in client.get(reverse("proposals:desk", args=[it.ref])).content.decode()
    )
    text = in_word(client, "draft_docx", it.ref)
    assert "（下書き）" in text
    assert it.purpose in text
    assert "要約値" not in text, "nothing was submitted yet"
    client.force_login(cast.taro())
    assert client.get(reverse("proposals:draft_docx", args=[it.ref])).status_code == 404


def test_every_version_is_handed_out_as_it_was_submitted(client):
    it = given.a_submitted_proposal()
    proposals.save_step(it, step="aim", values={"purpose": "二度めの目的"}, by=cast.hanako(), at=AT)
    proposals.submit(it, by=cast.hanako(), at=AT)
    client.force_login(cast.hanako())
    first, second = (in_word(client, "version_docx", it.ref, number) for number in (1, 2))
    assert "二度めの目的" in second
    assert "二度めの目的" not in first
    client.logout()
    assert client.get(reverse("proposals:version_pdf", args=[it.ref, 1])).status_code == 404, "not checked yet"
