"""Who may do what with a group, and what must hold before a move. Every refusal says what would help."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.kernel.access import Actor, acts_for
from kyodo.kernel.calendar import era_date
from kyodo.kernel.policy import Block, policy
from kyodo.offices.city.policies import is_desk, roles_of
from kyodo.offices.city.queries import local_day, number

from .models import Batch, Group
from .states import APPLYING, ENDED, SPEAKERS, Role, Source, State
from .terms import PART_FIELDS, RENEWAL_DAYS, REQUIRED


def roles_in(actor: Actor, group: Group, at: datetime) -> frozenset[str]:
    """The roles the actor holds in the group now."""
    return frozenset(c.role for c in actor.capacities(at) if c.ref == group.subject)


@policy(_("この団体に所属する人だけができます。"))
def is_member(actor: Actor, group: Group, at: datetime) -> bool:
    return acts_for(actor, [group.subject], at)


@policy(_("この団体の代表か連絡担当だけができます。変更が必要なときは、代表か連絡担当の方にお伝えください。"))
def speaks_for_it(actor: Actor, group: Group, at: datetime) -> bool:
    return not roles_in(actor, group, at).isdisjoint(SPEAKERS)


@policy(_("この団体の代表だけができます。"))
def represents_it(actor: Actor, group: Group, at: datetime) -> bool:
    return Role.REPRESENTATIVE in roles_in(actor, group, at)


@policy(_("所属する団体の登録は、ほかの職員が確認します。"))
def is_disinterested(actor: Actor, group: Group, at: datetime) -> bool:
    return not roles_in(actor, group, at)


@policy(_("公開していない内容は、団体の人と市の職員だけが見られます。"))
def sees_closed_entries(actor: Actor, group: Group, at: datetime) -> bool:
    return bool(roles_in(actor, group, at) or roles_of(actor, at))


@policy(_("申請を市が確認しているあいだは直せません。直したいところがあれば窓口へご連絡ください。"))
def is_in_the_groups_hands(actor: Actor, group: Group, at: datetime) -> bool:
    return group.state in (*APPLYING, State.REGISTERED)


@policy(_("終了した登録は直せません。"))
def is_alive(actor: Actor, group: Group, at: datetime) -> bool:
    return group.state not in ENDED


@policy(_("登録している団体だけができます。"))
def is_registered(actor: Actor, group: Group, at: datetime) -> bool:
    return group.state == State.REGISTERED


@policy(_("名簿から取り込んだ団体だけにできます。"))
def came_from_a_register(actor: Actor, group: Group, at: datetime) -> bool:
    return group.batch_id is not None


#: 申請し、更新し、取り下げる: the group itself, or the desk for a group that came on paper.
applies = speaks_for_it | is_desk
#: 確認して決める: the desk, but never somebody of the group.
decides = is_disinterested & is_desk
#: 名簿から移し、戻す: only through the batch that brought the group.
moves_a_batch = came_from_a_register & decides
#: 記入する: the group while the entry is in its hands, the desk whenever the registration lives.
edits = (speaks_for_it & is_in_the_groups_hands) | (is_alive & is_desk)
#: 変わりなしと伝える: between the renewals, too.
affirms = is_registered & (speaks_for_it | is_desk)
#: 人を入れ替える: handing over the representative is the group's own affair; the desk helps groups without accounts.
manages_people = (speaks_for_it & is_alive) | (is_alive & is_desk)


@policy(_("協働担当課の職員だけができます。"))
def imports(actor: Actor, batch: Batch, at: datetime) -> bool:
    return bool(is_desk.check(actor, batch, at=at))


def is_complete(group: Group, at: datetime) -> list[Block]:
    """申請に必要な記入: each missing entry, with the page on which it is entered."""
    entries = [_missing(group, name) for name in REQUIRED if not getattr(group, name)]
    if not group.fields.exists():
        entries.append(_block(group, "profile", _("活動分野")))
    if not (group.phone or group.email):
        entries.append(_block(group, "contact", _("電話番号かメールアドレス")))
    if not group.memberships.filter(role=Role.REPRESENTATIVE, until=None).exists():
        entries.append(Block(_("代表"), _("代表が決まっていません。"), reverse("groups:people", args=[group.ref])))
    return entries


def meets_conditions(group: Group, at: datetime) -> list[Block]:
    """登録の要件: every statement answered, and answered with yes."""
    mend = reverse("groups:conditions", args=[group.ref])
    answers = list(group.answers.all())
    if not answers:
        return [Block(_("登録の要件"), _("登録の要件を確認してください。"), mend)]
    sentence = _("次の要件に当てはまっていません：%(statement)s")
    return [Block(_("登録の要件"), sentence % {"statement": a.statement}, mend) for a in answers if not a.holds]


def may_renew_now(group: Group, at: datetime) -> list[Block]:
    """更新の時期: opens some days before the registration ends and stays open after it."""
    opens = renewal_opens(group, days=number(RENEWAL_DAYS))
    if opens and local_day(at) < opens:
        sentence = _("更新の受付は%(day)sに始まります。") % {"day": era_date(opens)}
        return [Block(_("更新の時期"), sentence, group.get_absolute_url())]
    return []


def renewal_opens(group: Group, *, days: int) -> date | None:
    """The first day on which the registration can be renewed."""
    return group.valid_until - timedelta(days=days) if group.valid_until else None


def every_row_is_readable(batch: Batch, at: datetime) -> list[Block]:
    """読み取れない行がない: a register comes in whole or not at all."""
    if not batch.fault_count:
        return []
    sentence = _("読み取れない行があります。直してからもう一度読み込んでください。")
    return [Block(_("読み取れない行"), sentence, batch.get_absolute_url())]


def was_not_touched(batch: Batch, at: datetime) -> list[Block]:
    """取り消せる取り込み: only while nobody has worked on its groups since."""
    changed = batch.groups.exclude(state=State.CANCELLED).filter(  # what is taken back already was not touched before
        ~Q(state=State.REGISTERED)
        | Q(memberships__person__email__isnull=False)
        | Q(confirmations__source__in=(Source.GROUP, Source.OFFICE))
    )
    sentence = _("「%(name)s」は取り込んだあとに変更されているため、まとめて取り消せません。")
    return [
        Block(_("取り込みの取消し"), sentence % {"name": group.name}, group.get_absolute_url())
        for group in changed.distinct()[:10]
    ]


def _missing(group: Group, name: str) -> Block:
    part = next(part for part, names in PART_FIELDS.items() if name in names)
    return _block(group, part, group._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _block(group: Group, part: str, label: object) -> Block:
    sentence = _("「%(entry)s」が入力されていません。") % {"entry": label}
    return Block(str(label), sentence, reverse("groups:edit", args=[group.ref, part]))
