"""団体: one group as it describes itself, with the switch of every entry and the columns it is found by."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyodo.commons.groups.states import SPEAKERS, Channel, Involvement, Kind, State
from kyodo.commons.groups.terms import FIELDS, LEVELS, SWITCHES
from kyodo.kernel.access import Actor, acts_for, refs_of
from kyodo.kernel.calendar import era_of
from kyodo.kernel.text import katakana, name_key, search_key
from kyodo.kernel.thing import Thing
from kyodo.offices.city.models import Ward
from kyodo.offices.city.policies import roles_of
from kyodo.offices.city.states import Role as Duty


class GroupQuerySet(models.QuerySet["Group"]):
    """Groups as people ask for them."""

    def visible_to(self, actor: Actor, *, at: datetime) -> GroupQuerySet:
        """Everybody: what was ever registered. Members: theirs. Officers: applications too; the desk: drafts too."""
        roles = roles_of(actor, at)
        if Duty.DESK in roles:
            return self
        seen = Q(registered_on__isnull=False) | Q(ref__in=_refs_of_groups(actor, at))
        if roles:
            seen |= ~Q(state__in=(State.DRAFT, State.CANCELLED))
        return self.filter(seen)

    def registered(self) -> GroupQuerySet:
        return self.filter(state=State.REGISTERED)

    def current(self, day: date) -> GroupQuerySet:
        """登録中: registered and within its validity; the last day counts."""
        return self.registered().filter(valid_until__gte=day)

    def lapsed(self, day: date) -> GroupQuerySet:
        """期限切れ: registered once, not renewed in time. No job closes them: the date does."""
        return self.registered().filter(valid_until__lt=day)

    def named(self, text: str) -> GroupQuerySet:
        """Groups whose name or reading contains the text, in whatever script it is typed."""
        wanted = Q(search_key__contains=search_key(text))
        with suppress(ValueError):  # not a reading: then the name alone is searched
            wanted |= Q(search_key__contains=search_key(katakana(text)))
        return self.filter(wanted)

    def after(self, last: Group) -> GroupQuerySet:
        """What follows a row in the order of the list: a page costs the same however far it is."""
        return self.filter(Q(sort_key__gt=last.sort_key) | Q(sort_key=last.sort_key, pk__gt=last.pk))


def _refs_of_groups(actor: Actor, at: datetime) -> list[str]:
    prefix = f"{Group._meta.label_lower}/"
    return [ref.removeprefix(prefix) for ref in refs_of(actor, at) if ref.startswith(prefix)]


class Group(Thing):
    """団体: a group with or without legal form."""

    tells_its_people = True

    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.DRAFT)
    number = models.CharField(_("登録番号"), max_length=30, blank=True)
    registered_on = models.DateField(_("登録日"), null=True, blank=True)
    valid_until = models.DateField(_("有効期限"), null=True, blank=True)
    ended_on = models.DateField(_("登録を終えた日"), null=True, blank=True)
    asked_for = models.DateField(_("更新をお願いした期限"), null=True, blank=True)
    reason = models.TextField(_("市からのお知らせ・終えた理由"), blank=True)
    channel = models.CharField(_("受付方法"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    received_at = models.DateTimeField(_("受付日時"))
    batch = models.ForeignKey(
        "Batch", verbose_name=_("取り込み"), null=True, blank=True, on_delete=models.PROTECT, related_name="groups"
    )

    name = models.CharField(_("団体名"), max_length=100)  # byte for byte: 髙 stays 髙, ㈱ stays ㈱
    kana = models.CharField(_("フリガナ"), max_length=200, blank=True)
    kind = models.CharField(_("団体の種類"), max_length=15, choices=Kind.choices, default=Kind.VOLUNTARY)
    corporate_number = models.CharField(_("法人番号"), max_length=13, blank=True)
    founded = models.DateField(_("設立年月"), null=True, blank=True)
    purpose = models.TextField(_("目的"), max_length=1000, blank=True)
    activities = models.TextField(_("主な活動"), max_length=2000, blank=True)
    url = models.URLField(_("ホームページ・SNS"), max_length=300, blank=True)
    wards: models.ManyToManyField[Ward, models.Model] = models.ManyToManyField(
        Ward, verbose_name=_("活動する地区"), blank=True, related_name="groups"
    )

    postcode = models.CharField(_("郵便番号"), max_length=7, blank=True)
    address = models.CharField(_("所在地"), max_length=200, blank=True)
    phone = models.CharField(_("電話番号"), max_length=11, blank=True)
    fax = models.CharField(_("FAX"), max_length=11, blank=True)
    email = models.EmailField(_("メールアドレス"), blank=True)

    members = models.PositiveIntegerField(_("会員数"), null=True, blank=True)
    resident_members = models.PositiveIntegerField(_("うち市内の会員数"), null=True, blank=True)
    fee = models.CharField(_("会費"), max_length=200, blank=True)
    meeting_place = models.CharField(_("集まる場所"), max_length=100, blank=True)
    meeting_frequency = models.CharField(_("集まる日・回数"), max_length=100, blank=True)
    looking_for_members = models.BooleanField(_("会員・参加者を募集している"), default=False)
    involvement = models.CharField(_("募集しているかかわり方"), max_length=10, choices=Involvement.choices, blank=True)
    looking_for = models.TextField(_("募集の内容"), max_length=400, blank=True)
    accounts_year = models.PositiveSmallIntegerField(_("決算の年度"), null=True, blank=True)
    income = models.BigIntegerField(_("収入（円）"), null=True, blank=True)
    expense = models.BigIntegerField(_("支出（円）"), null=True, blank=True)
    publication = models.JSONField(_("公開の設定"), default=dict, blank=True)  # only what differs from SWITCHES

    name_key = models.CharField(max_length=200, editable=False)
    search_key = models.CharField(max_length=400, editable=False)
    sort_key = models.CharField(max_length=200, editable=False)

    objects: ClassVar[GroupQuerySet] = GroupQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("団体")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="group_number_once"),
            models.CheckConstraint(
                condition=~Q(state=State.REGISTERED)
                | (~Q(number="") & Q(registered_on__isnull=False, valid_until__isnull=False)),
                name="group_registered_has_number",
            ),
            models.CheckConstraint(
                condition=Q(resident_members=None) | Q(members=None) | Q(resident_members__lte=F("members")),
                name="group_residents_within_members",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.RETURNED, State.REFUSED, State.WITHDRAWN)) | ~Q(reason=""),
                name="group_turned_back_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="group_order"),
            # The list in its order, with what it is narrowed by: a search by name reads no row that it does not show.
            models.Index(fields=["state", "sort_key", "id", "valid_until", "search_key"], name="group_list"),
            # The date alone: with the state in it, SQLite would walk it for the list and sort everything afterwards.
            models.Index(fields=["valid_until"], condition=Q(state=State.REGISTERED), name="group_validity"),
            models.Index(fields=["name_key"], name="group_name_key"),
            models.Index(fields=["kana"], name="group_kana"),
            models.Index(fields=["phone"], name="group_phone"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("groups:group", args=[self.ref])

    def set_keys(self) -> None:
        """Write the columns by which the group is found and ordered; the name itself is never touched."""
        self.name_key = name_key(self.name)[:200]
        self.search_key = search_key(f"{self.name} {self.kana}")[:400]
        self.sort_key = self.kana or search_key(self.name)

    def may_read_papers(self, actor: Actor, at: datetime) -> bool:
        """What the group keeps to itself is for its people and the city's officers."""
        return acts_for(actor, [self.subject], at) or bool(roles_of(actor, at))

    def may_keep_papers(self, actor: Actor, at: datetime) -> bool:
        """Whoever speaks for the group now opens, closes and takes back its papers, whoever handed them in."""
        return any(c.ref == self.subject and c.role in SPEAKERS for c in actor.capacities(at))

    def is_current(self, day: date) -> bool:
        """Whether the registration holds on that day."""
        return self.state == State.REGISTERED and self.valid_until is not None and day <= self.valid_until

    def has_lapsed(self, day: date) -> bool:
        """Whether the registration ran out without renewal."""
        return self.state == State.REGISTERED and not self.is_current(day)

    def shown_state(self, day: date) -> str:
        """The word on the page: the state, or that its date has passed."""
        return str(_("期限切れ・更新待ち")) if self.has_lapsed(day) else str(State(self.state).label)

    def is_open(self, entry: str) -> bool:
        """公開: whether everybody may see an entry. Entries without a switch are always public."""
        return bool(self.publication.get(entry, SWITCHES.get(entry, True)))

    def is_filled(self, entry: str) -> bool:
        """Whether a switchable entry says anything."""
        return bool(
            {
                "representative": True,
                "contact": True,
                "meeting": self.meeting_place or self.meeting_frequency,
                "accounts": self.accounts_year and self.income is not None and self.expense is not None,
            }.get(entry)
            or getattr(self, entry, None)
        )

    @property
    def disclosure_level(self) -> int:
        """情報公開レベル: one to three marks by the share of entries that are filled in and open."""
        share = sum(self.is_open(entry) and self.is_filled(entry) for entry in SWITCHES) / len(SWITCHES)
        return 1 + sum(share >= bound for bound in LEVELS)

    @property
    def founded_month(self) -> str:
        """平成10年4月（1998年）; the day of the month is not asked."""
        if self.founded is None:
            return ""
        era, year = era_of(self.founded)
        return f"{era}{'元' if year == 1 else year}年{self.founded.month}月（{self.founded.year}年）"

    @property
    def meeting(self) -> str:
        """集まる場所と日: both in one line."""
        return "　".join(filter(None, (self.meeting_place, self.meeting_frequency)))


class GroupField(models.Model):
    """活動分野: one of the up to three fields of a group, in its own order."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="fields")
    code = models.PositiveSmallIntegerField(_("分野"), choices=list(FIELDS.items()))
    order = models.PositiveSmallIntegerField(_("順"))

    class Meta:
        verbose_name = _("団体の分野")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["group", "code"], name="group_field_once")]
        indexes = [models.Index(fields=["code", "group"], name="group_field_code")]

    def __str__(self) -> str:
        return str(FIELDS[self.code])
