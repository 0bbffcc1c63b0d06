"""The verbs of calls: set up a programme, prepare a round, publish a theme."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.models import Group
from kyodo.cycle.collaborations.states import Form
from kyodo.cycle.seeds import actions as seeds
from kyodo.cycle.services import actions as services
from kyodo.cycle.services.models import Review, Service
from kyodo.kernel.access import Actor
from kyodo.kernel.policy import Refused
from kyodo.offices.city.models import Section
from kyodo.offices.city.queries import local_day
from kyodo.offices.journal.actions import record
from kyodo.offices.papers import actions as papers
from kyodo.offices.papers.models import File
from kyodo.offices.people.models import Person

from .models import Briefing, Programme, Round, Theme
from .policies import runs_calls, writes_themes
from .states import PaperKind, Phase, State
from .workflow import WORKFLOW

if TYPE_CHECKING:
    from kyodo.offices.papers.actions.storing import Upload


def set_programme(
    name: str, *, values: Mapping[str, Any], programme: Programme | None = None, by: Actor, at: datetime
) -> Programme:
    """Set up a programme or change its terms and its name; rounds already prepared keep the wording they were made with."""
    runs_calls.require(by, None, at=at)
    with transaction.atomic():
        programme = programme or Programme.objects.filter(name=name).first() or Programme()
        _require_terms_kept(programme, values, at)
        programme.name = name
        for field, value in values.items():
            setattr(programme, field, value)
        if unknown := set(programme.forms) - set(Form.values):
            raise Refused(_("形態「%(codes)s」はありません。") % {"codes": "、".join(sorted(unknown))}, field="forms")
        if programme.cap is not None and programme.cap < programme.rounding:
            raise Refused(_("上限額が切り捨ての単位より小さいため、いつも0円になります。"), field="cap")
        _checked(programme)
        programme.save()
        record("set_programme", programme, by=by, at=at)
    return programme


#: What people rely on from the day a round is published until it is over.
PROMISED = ("kind", "rate", "cap", "rounding", "prior_talk", "longest")


def _require_terms_kept(programme: Programme, values: Mapping[str, Any], at: datetime) -> None:
    """Whoever is writing a proposal now counts with the terms as they were published."""
    if programme._state.adding:
        return
    running = [it for it in programme.rounds.filter(state=State.PUBLISHED) if it.phase(at) != Phase.OVER]
    changed = next((f for f in PROMISED if f in values and values[f] != getattr(programme, f)), None)
    if running and changed:
        label = getattr(Programme._meta.get_field(changed), "verbose_name")
        sentence = _(
            "「%(round)s」を公表しているあいだは、「%(label)s」を変えられません。終わってから変えるか、新しい制度を決めてください。"
        )
        raise Refused(sentence % {"round": running[0], "label": label}, field=changed)


def _checked(thing: Programme | Round | Briefing, *, unasked: Collection[str] = ()) -> None:
    """Whatever the form let pass, the model's own rules still hold; the sentence stands at its field."""
    try:
        thing.full_clean(exclude=unasked)
    except ValidationError as fault:
        name, sentences = next(iter(fault.message_dict.items()))
        raise Refused(sentences[0], field=name) from fault


def prepare_round(programme: Programme, *, values: Mapping[str, Any], by: Actor, at: datetime, key: str = "") -> Round:
    """Prepare a round of a programme. Dates that cannot be are refused at the field that holds them."""
    runs_calls.require(by, programme, at=at)
    given = dict(values)
    briefings = given.pop("briefings", ())
    prepared = Round(programme=programme, statements=programme.statements, **given)
    _in_order(prepared)
    _checked(prepared, unasked=["statements"])  # asked for when it is published
    with transaction.atomic():
        begun = WORKFLOW.begin(prepared, by=by, at=at, key=key)
        _announce(begun, briefings)
    return begun


def change_round(it: Round, *, values: Mapping[str, Any], by: Actor, at: datetime) -> Round:
    """Change the dates and notes of a round. Its checklist follows the programme until it is published."""
    runs_calls.require(by, it, at=at)
    with transaction.atomic():
        locked, given = Round.lock(it.pk), dict(values)
        briefings = given.pop("briefings", None)
        _require_limit_kept(locked, given, at)
        for field, value in given.items():
            setattr(locked, field, value)
        if locked.state == "draft":
            locked.statements = locked.programme.statements
        _in_order(locked)
        _checked(locked, unasked=["statements"])
        locked.save()
        _announce(locked, briefings if briefings is not None else [_row(one) for one in locked.briefings.all()])
        record("change_round", locked, by=by, at=at)
    it.refresh_from_db()
    return it


def _require_limit_kept(it: Round, given: Mapping[str, Any], at: datetime) -> None:
    """Whoever is writing counts with as many proposals as were promised; more may always be allowed."""
    if it.state != State.PUBLISHED or it.phase(at) == Phase.OVER or "per_group" not in given:
        return
    before, after = it.per_group, given["per_group"]
    if after is not None and (before is None or after < before):
        raise Refused(_("公表した募集では、1団体が出せる数を減らせません。増やすことはできます。"), field="per_group")


def _row(briefing: Briefing) -> dict[str, Any]:
    return {name: getattr(briefing, name) for name in ("starts_at", "place", "online", "note")}


#: 説明会 after the last day helps nobody.
TOO_LATE = _("説明会は、募集締切の日までに開いてください。")


def _announce(it: Round, briefings: Iterable[Mapping[str, Any]]) -> None:
    """説明会: the list as it is now; each in time, and somewhere."""
    it.briefings.all().delete()
    for row in briefings:
        briefing = Briefing(round=it, **row)
        if local_day(briefing.starts_at) > it.closes_on:
            raise Refused(TOO_LATE, field="briefings")
        _checked(briefing)
        briefing.save(force_insert=True)


def _in_order(it: Round) -> None:
    last = it.edit_until or it.closes_on
    pairs = (
        ("opens_on", it.announces_on, it.opens_on, _("募集開始は、公表日より後の日にしてください。")),
        ("closes_on", it.opens_on, it.closes_on, _("募集締切は、募集開始より後の日にしてください。")),
        ("talk_until", it.talk_until, it.closes_on, _("事前相談の締切は、募集締切より前の日にしてください。")),
        ("edit_until", it.closes_on, it.edit_until, _("修正の最終日は、募集締切より後の日にしてください。")),
        ("screens_on", last, it.screens_on, _("審査日は、修正の最終日より後の日にしてください。")),
        ("presents_on", last, it.presents_on, _("公開プレゼンは、修正の最終日より後の日にしてください。")),
        ("notice_on", it.screens_on, it.notice_on, _("通知の予定日は、審査日より後の日にしてください。")),
        ("notice_on", it.presents_on, it.notice_on, _("通知の予定日は、公開プレゼンより後の日にしてください。")),
    )
    for field, earlier, later, sentence in pairs:
        if earlier and later and later < earlier:
            raise Refused(sentence, field=field)
    if (it.presents_at or it.presents_place) and not it.presents_on:
        raise Refused(_("公開プレゼンの日を入力してください。"), field="presents_on")


def move(name: str, it: Round, *, by: Actor, at: datetime, reason: str = "") -> Round:
    """Publish, close or cancel a round."""
    return WORKFLOW.perform(name, it, by=by, at=at, reason=reason)


def attach(it: Round, *, upload: Upload, kind: str, by: Actor, at: datetime, key: str = "") -> File:
    """書類を付ける: the guide, the blank forms and their samples, for everybody once the round is published."""
    runs_calls.require(by, it, at=at)
    return papers.store(upload, it, purpose=str(PaperKind(kind).label), by=by, at=at, key=key)


def publish_theme(
    *, title: str, section: Section, background: str, expects: str, problem: str = "", aim: str = "", city_can: str = "",
    round_: Round | None = None, review: Review | None = None, service: Service | None = None, group: Group | None = None,
    because: str = "", by: Person, at: datetime, key: str = "", **more: Any,
) -> Theme:  # fmt: skip
    """テーマを出す: a seed of the city that groups answer: all, or from `group` on those that are asked by name.

    It settles the duty of the review it came from.
    """
    writes_themes.require(by, None, at=at)
    with transaction.atomic():
        seed = seeds.sow(
            title=title, problem="\n".join(filter(None, (background, problem))), wish=aim, own_part=city_can, other_part=expects,
            section=section, body=section, sower=seeds.Sower(by.name, email=by.email or ""), shown_name=section.name,
            by=by, at=at, key=key,
        )  # fmt: skip
        theme = Theme(
            seed=seed, round=round_, review=review, service=review.service if review else service, background=background,
            problem=problem, expects=expects, aim=aim, city_can=city_can, **more,
        )  # fmt: skip
        theme.save(force_insert=True)
        record("publish_theme", theme, by=by, at=at)
        if group:
            seeds.invite(seed, group=group, because=because, by=by, at=at)
        if review:
            services.settle_theme(review, by=by, at=at)
    return theme
