"""One of everything: a city in which every room holds something, to walk every address with."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import quote

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

from kyodo.commons.groups.models import Group
from kyodo.cycle.collaborations.models import Collaboration
from kyodo.cycle.evaluations import actions as evaluations
from kyodo.cycle.seeds import actions as seeds
from kyodo.deliberation.recommendations.actions import receipt_token
from kyodo.deliberation.recommendations.models import Petition
from kyodo.kernel.thing import Thing
from kyodo.offices.papers.models import File
from kyodo.reading.search import actions as search
from tests import cast, given
from tests.cast import AT

#: Words that only one side has stated, or that belong to one person: no other eye may meet them before the time.
CITIZENS_BLIND = "市民だけの伏せ言葉"
CITY_BLIND = "行政だけの伏せ言葉"
PRIVATE = "連絡先の伏せ言葉"
SORTED = "一人目だけの伏せ言葉"
PAID = "支払先の伏せ言葉"
WITHHELD = "非公開にした理由の伏せ言葉"
LISTED = "一覧の伏せ言葉"


def build() -> None:
    """A seed with private data, a case in each blind stage, a table, a finished case, groups."""
    from kyodo.cycle.agreements import actions as agreements
    from kyodo.cycle.roundtables import actions as tables
    from kyodo.cycle.roundtables.queries import principles_of
    from tests.cycle.agreements import texts

    given.a_registered_group()
    given.another_registered_group()
    seed = given.a_seed(title="連絡先のある種", sower=seeds.Sower(PRIVATE, email="himitsu@example.jp"), key="w1")
    seeds.answer(seed, text="見に行きます。", by=cast.tanaka(), at=AT)
    blind = given.an_agreement(title="伏せている協定")
    agreements.save_statement(blind, purpose=CITIZENS_BLIND, goals=[texts.GOAL], by=cast.hanako(), at=AT)
    agreements.file_statement(blind, by=cast.hanako(), at=AT)
    other = given.an_agreement(title="市が先に書いた協定")
    agreements.save_statement(other, purpose=CITY_BLIND, goals=[texts.GOAL], by=cast.tanaka(), at=AT)
    scored = given.an_evaluation(title="伏せている評価")
    marks = {ref: evaluations.Mark(1, CITIZENS_BLIND) for ref in given.marks(scored)}
    evaluations.file(scored, marks=marks, words=CITIZENS_BLIND, by=cast.hanako(), at=AT)
    sitting = given.a_held_sitting(table=given.a_table())
    planted = {p.pk: ("not", CITY_BLIND) for p in principles_of(sitting.case)}
    tables.check_promises(sitting, marks=planted, by=cast.tanaka(), at=AT)
    _pay()
    _open_lists()
    _propose()
    _consult()
    _recommend()
    _meet()
    _call_for_members()
    _lay_down()
    _ask_another_section(scored.case)
    search.rebuild(at=AT)


def _lay_down() -> None:
    """A text in two published versions and one in the making which a body reads, a remark nobody has let pass, an import."""
    from kyodo.deliberation.councils.models import Body
    from kyodo.deliberation.texts import actions as texts
    from tests.deliberation.texts import given as written

    first = written.a_published()
    second = written.published(written.explained(written.a_revision(first)))
    written.a_remark(second, "第４条", quote="", text=PRIVATE)
    effort = texts.add_effort(first.document, name="会議録の公表", section=given.the_desk(), by=cast.sato(), at=AT)
    uid = written.labelled(second, "第４条").uid
    texts.plan_check(effort, uid=uid, year=2026, by=cast.sato(), at=AT)
    texts.note_trigger(first.document, words="法が変わった。", by=cast.sato(), at=AT)
    third = written.a_version(first.document, stage="draft")
    texts.reword(written.labelled(third, "第４条"), text=PRIVATE, by=cast.sato(), at=AT)
    texts.let_read(third, body=Body.objects.get(name="庁内の会議").subject, by=cast.sato(), at=AT)
    written.an_import(third)


def _ask_another_section(case: Collaboration) -> None:
    """A question between sections about a case that everybody reads: who is told of the case is not told of it."""
    from kyodo.offices.requests import actions as requests

    asked = requests.ask(
        from_section=given.the_environment_section(), to_section=given.the_desk(), wanted="data", title=PRIVATE, words=PRIVATE,
        wished_on=AT.date(), about=case.subject, by=cast.tanaka(), at=AT,
    )  # fmt: skip
    requests.move("ask_back", asked, text=PRIVATE, by=cast.sato(), at=AT)


def _meet() -> None:
    """A joint body where one side has spoken, one with a closed item and published minutes, a chain and a correction."""
    from kyodo.deliberation.councils.actions import agenda, chaining, planning
    from kyodo.deliberation.councils.states.bodies import BodyKind, Post, Route
    from tests.deliberation.councils import sessions

    joint = sessions.a_meeting(sessions.a_term(sessions.a_body("合同の会議", kind=BodyKind.JOINT), seated=False))
    sessions.seat(joint.term, cast.hanako(), post=Post.CHAIR)
    sessions.seat(joint.term, cast.suzuki(), route=Route.OFFICER)
    item = sessions.an_item(joint)
    agenda.state_position(joint, item=item, side="citizens", text=CITIZENS_BLIND, by=cast.hanako(), at=AT)
    inner = sessions.a_term(sessions.a_body("庁内の会議", kind=BodyKind.INTERNAL), seated=False)
    sessions.seat(inner, cast.suzuki(), route=Route.OFFICER, post=Post.CHAIR)
    meeting = sessions.a_meeting(inner)
    sessions.an_item(meeting)
    closed = sessions.an_item(meeting, "人の話", explanation=PRIVATE, **sessions.CLOSED)
    sessions.a_paper(meeting, closed, title=PRIVATE)
    planning.notice(meeting, by=cast.tanaka(), at=AT)
    planning.open_meeting(meeting, by=cast.tanaka(), at=meeting.starts_at)
    planning.attend(meeting, presences=sessions.everybody(meeting), by=cast.tanaka(), at=meeting.starts_at)
    sessions.homework(meeting, PRIVATE, item=closed)
    planning.close(meeting, by=cast.tanaka(), at=meeting.ends_at)
    sessions.published_minutes(meeting, talk=f"議題1\n○鈴木　公の話。\n議題2\n○鈴木　{PRIVATE}\n")
    chain = chaining.begin_chain(
        kind="inquiry",
        title="川の諮問",
        section=given.the_environment_section(),
        began_on=AT.date(),
        by=cast.tanaka(),
        at=AT,
    )
    chaining.hand_on(chain, kind="inquiry", giver="市長", taker="会議", handed_on=AT.date(), by=cast.tanaka(), at=AT)


def _call_for_members() -> None:
    """A call with somebody in reserve, a draw by lot to which somebody said yes, a member whom only those inside name."""
    from kyodo.deliberation.councils.actions import drawing, openings
    from kyodo.deliberation.councils.queries.sortition import Listed, by_code
    from kyodo.kernel.access import LinkHolder
    from tests.deliberation.councils import founding

    body = founding.a_body("委員をさがす会議")
    sent = founding.an_application(founding.an_opening(body), name=PRIVATE, reason=PRIVATE)
    openings.judge(sent, result="reserve", reserve=1, reason=PRIVATE, by=cast.sato(), at=AT)
    rows, until = [Listed(str(n), "だれでも") for n in range(3)], AT.date() + timedelta(days=30)
    draw = drawing.prepare_draw(
        body, purpose="招待", topics="川", seed_from="くじ", quotas={"だれでも": 2}, rows=rows, seats=1, reply_by=until, by=cast.sato(), at=AT,
    )  # fmt: skip
    letters = drawing.draw_lots(draw, seed="1", rows=rows, by=cast.sato(), at=AT)
    invited = by_code(letters[0][1])
    assert invited is not None
    said = {"reply": "yes", "name": PRIVATE, "contact": PRIVATE}
    drawing.answer_invitation(invited, **said, by=LinkHolder(invited.subject), at=AT)
    term = founding.a_term(body, 1, AT.date(), until)
    founding.a_seat(term, name=PRIVATE, behalf=PRIVATE, profession=PRIVATE, route="random")


def _recommend() -> None:
    """A recommendation with a citizen's words for the office, a plan in force and one being drawn up, a file looked at."""
    from kyodo.deliberation.recommendations import actions as recommending
    from tests.deliberation.recommendations import given as recommended

    told = recommended.a_reported("started", voice_ref="", voice_name="市民の会")
    recommending.state_view(told, voice="citizen", level="started", words=PRIVATE, by=recommended.a_neighbour(), at=AT)
    recommended.a_plan_in_force(first_year=2025)
    recommended.a_petition(who_stands_behind=PRIVATE)
    recommended.a_petition_on_paper(who_stands_behind=PRIVATE)
    recommended.a_measure(recommended.a_draft_plan(title="つくりかけの計画"))
    recommending.upload(
        told.report,
        file_name="一覧.csv",
        rows=[{"title": "水門", "number": None, "section": ""}],
        by=cast.sato(),
        at=AT,
    )


def _open_lists() -> None:
    """A case whose forms opened their lists: a reason for the table, and a paper for the two sides."""
    from kyodo.cycle.collaborations import actions as cases
    from kyodo.cycle.formalities import actions as formalities
    from kyodo.cycle.formalities.models import Item

    case = given.a_case_with_both_sides(title="形態の決まった案件")
    cases.describe(case, start_type="A", forms=["1", "8"], by=cast.tanaka(), at=AT)
    check, paper = (Item.objects.get(key=key) for key in ("1-check-1", "8-paper-1"))
    formalities.answer(case, check, answer="not_needed", because=LISTED, by=cast.hanako(), at=AT)
    upload: Any = SimpleUploadedFile(f"{LISTED}.txt", b".")
    formalities.hand_in(case, paper, upload=upload, disclosure="parties", reason="口座。", by=cast.hanako(), at=AT)


def _pay() -> None:
    """A receipt whose payee and paper are for both sides, and one that was taken back."""
    from kyodo.cycle.projects import actions as projects
    from tests.cycle.projects import paid

    project = paid.books(given.a_running_project(title="領収書のある事業"))
    paid.receipt(project, payee=PAID, reason=WITHHELD)
    projects.take_back_receipt(paid.receipt(project, payee=PAID), reason=WITHHELD, by=cast.hanako(), at=AT)


def _propose() -> None:
    """A draft nobody else may read, and a proposal sent in by secret link whose contact only the city reads."""
    from kyodo.cycle.proposals import actions as proposals
    from kyodo.kernel.access import LinkHolder
    from tests.cycle.proposals.texts import whole

    given.a_notified_screening(outcome="declined")
    draft = given.a_draft_proposal(title=CITIZENS_BLIND)
    proposals.save_step(draft, step="aim", values={"purpose": CITIZENS_BLIND}, by=cast.hanako(), at=AT)
    paper: dict[str, Any] = {"upload": SimpleUploadedFile("a.txt", b"."), "kind": "other"}
    proposals.attach(draft, **paper, title=CITIZENS_BLIND, by=cast.hanako(), at=AT)
    sent = proposals.begin(title="夜道の灯り", author_name="東町の三人", by=cast.visitor(), at=AT, key="w2")
    for step, values in whole().items():
        proposals.save_step(sent, step=step, values=values, by=LinkHolder(sent.subject), at=AT)
    contact = {
        "name": PRIVATE,
        "representative": PRIVATE,
        "email": "himitsu@example.jp",
        "phone": "",
        "address": PRIVATE,
    }
    other = Group.objects.get(name="おはなしの木")
    team = {"contact": contact, "partners": [{"name": other.name, "part": "", "group": other.subject}]}
    proposals.save_step(sent, step="team", values=team, by=LinkHolder(sent.subject), at=AT)
    paper = {
        **paper,
        "upload": SimpleUploadedFile("a.txt", b"."),
        "disclosure": "parties",
        "reason": "連絡先があるため。",
    }
    proposals.attach(sent, **paper, title=PRIVATE, by=LinkHolder(sent.subject), at=AT)
    proposals.submit(sent, by=LinkHolder(sent.subject), at=AT)
    proposals.check(sent, by=cast.sato(), at=AT)


def _consult() -> None:
    """A result whose sender is nobody's business but that of whoever runs it, and an open one with a private sender."""
    from kyodo.deliberation.consultations.actions import From
    from tests.deliberation.consultations import given as consulted

    consulted.a_result()
    it = consulted.an_open_one()
    sender = From(name=PRIVATE, address=PRIVATE, email="himitsu@example.jp")
    consulted.a_submission(it, f"{PRIVATE}と申します。", sender=sender)
    _sort_twice()


def _sort_twice() -> None:
    """Opinions that 佐藤 has sorted and 田中 is to sort again without knowing how."""
    from kyodo.deliberation.consultations import actions
    from tests.deliberation.consultations import given as consulted

    at = consulted.SORTING
    it = consulted.an_open_one(title="二人で分類する案")
    unit = consulted.a_read_bundle(consulted.a_paper(it, "道が暗い。").bundle)
    consulted.an_agreed_answer(unit, text=SORTED, reason=SORTED)
    coding = actions.name_coder(it, coder=cast.tanaka(), seed_from="翌日の株価", by=cast.sato(), at=at)
    actions.draw(coding, seed="1", by=cast.sato(), at=at)


def addresses() -> Iterator[tuple[str, tuple[str, ...], Any]]:
    """Every address of ours: its path with %s for each part that varies, the names of those parts, its view."""

    def walk(resolver: Any, prefix: str) -> Iterator[tuple[str, tuple[str, ...], Any]]:
        for entry in resolver.url_patterns:
            route = prefix + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry, route)
            elif isinstance(entry, URLPattern) and _is_ours(entry.callback):
                names = tuple(re.findall(r"<(?:\w+:)?(\w+)>", route))
                yield "/" + re.sub(r"<[^>]+>", "%s", route).strip("^$"), names, entry.callback

    yield from walk(get_resolver(), "")


def _is_ours(view: Any) -> bool:
    inner = view.func if isinstance(view, partial) else view
    return str(getattr(inner, "__module__", "")).startswith("kyodo.")


def references() -> dict[str, list[str]]:
    """Some references of every kind of thing, by app and by kind; cases of every stage."""
    found: dict[str, list[str]] = defaultdict(list)
    for model in apps.get_models():
        if issubclass(model, Thing):
            refs = list(model._default_manager.order_by("pk").values_list("ref", flat=True)[:3])
            found[model._meta.app_label] += refs
            found[model._meta.label_lower] += refs
    found["recommendations.receipts"] = [receipt_token(one) for one in Petition.objects.exclude(token_hash=None)]
    found["papers.papers"] = list(File.objects.values_list("ref", flat=True))
    found["cases"] = list(Collaboration.objects.values_list("ref", flat=True))
    return found


def visits() -> list[str]:
    """Every address filled with things that could stand there, its own and others'."""
    known = references()
    paths = [f"/search/?q={quote(words)}" for words in (CITIZENS_BLIND, CITY_BLIND, PRIVATE, "協働")]
    for path, names, view in addresses():
        app = view.__module__.split(".")[2] if view.__module__.count(".") > 1 else ""
        if path == "/healthz":
            continue  # answers for machines: 503 is one of its words
        if not names:
            paths.append(path)
        elif path.startswith("/cases/"):
            paths += [path % ((ref, *rest)) for ref in known["cases"] for rest in _parts(app, names[1:], known)]
        else:
            refs = dict.fromkeys([*_meant(path, app, known), *known[app][:2], "0000000000"])
            paths += [path % ((ref,) + ("x",) * (len(names) - 1)) for ref in refs]
    return paths


def _parts(app: str, names: tuple[str, ...], known: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """What the further parts of an address in a case may be: the things they are named after, or nothing that is there."""
    yield ("x",) * len(names)
    yield from ((ref,) for name in names[:1] for ref in known.get(f"{app}.{name}", ()) if len(names) == 1)


def _meant(path: str, app: str, known: dict[str, list[str]]) -> list[str]:
    """The things after whose kind the address is named: /councils/draws/… is that of a draw."""
    named = path.partition("/%s")[0].rpartition("/")[2]
    return [ref for key, refs in known.items() if named and key.startswith(f"{app}.{named[:3]}") for ref in refs]


def fingerprint() -> dict[str, int]:
    """How many rows every table of ours holds: a page that only shows leaves it as it was."""
    with connection.cursor() as cursor:
        counts = {}
        for model in apps.get_models():
            if model.__module__.startswith("kyodo."):
                cursor.execute(f'SELECT COUNT(*) FROM "{model._meta.db_table}"')
                counts[model._meta.label] = cursor.fetchone()[0]
    return counts
