"""Who stands behind whom: the kernel and the lower offices find the upper ones through these names only."""

from kyodo.kernel.naming import Shelf

LEDGER = "kyodo.offices.desk.actions.LEDGER"
CAPACITY_SOURCES = [
    "kyodo.offices.city.queries",
    "kyodo.commons.groups.queries",
    "kyodo.cycle.seeds.queries",
    "kyodo.deliberation.councils.queries.standing",
]
START_GATE = "kyodo.cycle.agreements.queries.start_gate"
#: What else a city begins with when it is founded: data of upper rooms that is the city's own from then on.
FOUNDERS = [
    "kyodo.cycle.agreements.actions.load_standard_clauses",
    "kyodo.cycle.formalities.actions.load_standard_items",
]
#: Which rooms make papers of a case by themselves: `papers_made(case, actor, at)` by code, and where this reader opens them.
PAPERMAKERS = [
    "kyodo.cycle.proposals.queries.papers_made",
    "kyodo.cycle.roundtables.queries.papers_made",
    "kyodo.cycle.agreements.queries.papers_made",
    "kyodo.cycle.projects.queries.papers_made",
]
IMPROVEMENTS = "kyodo.cycle.evaluations.queries.improvements"
RENEWAL_GATE = "kyodo.cycle.projects.queries.renewal_gate"
#: What an accepted invitation grants, by the kind of body that invited.
INVITATION_TAKERS = {
    "city.section": "kyodo.offices.city.actions.duties.take_up",
    "groups.group": "kyodo.commons.groups.actions.belonging.take_up",
}
#: What else forgets a person who leaves, what else is kept of a person, what else moves when a duty is handed over.
FORGETTERS = [
    "kyodo.offices.post.actions.forget",
    "kyodo.offices.papers.actions.forget",
    "kyodo.deliberation.councils.actions.forgetting.forget",
    "kyodo.deliberation.consultations.actions.forget",
    "kyodo.deliberation.recommendations.actions.forget",
]
PERSONAL_DATA = [
    "kyodo.offices.city.queries.kept_about",
    "kyodo.offices.post.queries.kept_about",
    "kyodo.offices.papers.queries.kept_about",
    "kyodo.offices.requests.queries.kept_about",
    "kyodo.commons.groups.queries.kept_about",
    "kyodo.deliberation.councils.queries.room.kept_about",
    "kyodo.deliberation.consultations.queries.kept_about",
    "kyodo.deliberation.recommendations.queries.kept_about",
]
HANDOVER_TAKERS = ["kyodo.offices.desk.actions.hand_over", "kyodo.offices.requests.actions.hand_over"]
#: What a form can name by the words of its title, in the order in which it is offered.
NAMED = {
    "councils.decision": Shelf(
        ("meeting__term__body__name", "item__title", "text"), {"item__is_closed": False}, "meeting"
    ),
    "consultations.answer": Shelf(
        ("consultation__title", "text"), {"state__in": ("submitted", "agreed")}, "consultation", for_city=True
    ),
    "recommendations.recommendation": Shelf(("title", "report__title", "report__voice_name")),
    "recommendations.report": Shelf(("title", "voice_name")),
    "recommendations.petition": Shelf(("title",)),
    "recommendations.measure": Shelf(("title", "plan__title"), through="plan"),
    "texts.provision": Shelf(
        ("version__document__title", "label", "heading", "text"), {"version__state": "published"}, "version"
    ),
    "texts.document": Shelf(("title",)),
    "texts.trigger": Shelf(("document__title", "words"), through="document"),
    "texts.check": Shelf(("effort__document__title", "effort__name", "words"), for_city=True),
    "consultations.consultation": Shelf(("title",)),
    "councils.body": Shelf(("name",)),
    "councils.meeting": Shelf(("term__body__name", "title", "starts_at")),
    "collaborations.collaboration": Shelf(("title",)),
    "services.service": Shelf(("name",)),
    "groups.group": Shelf(("name", "kana")),
}
#: Who does long work, by its kind: `portion(errand, at) -> int` does the next few hundred units after `errand.done`.
ERRANDS: dict[str, str] = {
    "groups.take_over": "kyodo.commons.groups.actions.importing.portion_in",
    "groups.undo_batch": "kyodo.commons.groups.actions.importing.portion_out",
    "services.take_over": "kyodo.cycle.services.actions.importing.portion_in",
    "services.undo_batch": "kyodo.cycle.services.actions.importing.portion_out",
    "consultations.take_in": "kyodo.deliberation.consultations.actions.intake.portion_in",
    "consultations.undo_intake": "kyodo.deliberation.consultations.actions.intake.portion_out",
    "consultations.tell_senders": "kyodo.deliberation.consultations.actions.asking.portion",
    "consultations.look_for_copies": "kyodo.deliberation.consultations.actions.proposing.portion",
}
#: What takes back the work of a kind that was stopped: `undo(thing, reason=, by=, at=)`.
TAKES_BACK: dict[str, str] = {
    "groups.take_over": "kyodo.commons.groups.actions.undo",
    "services.take_over": "kyodo.cycle.services.actions.undo",
    "consultations.take_in": "kyodo.deliberation.consultations.actions.undo",
}
WORKER_JOBS: list[str] = [
    "kyodo.offices.post.actions.deliver_due",
    "kyodo.offices.post.actions.bundle_daily",
    "kyodo.offices.desk.actions.move_due",
    "kyodo.offices.requests.actions.move_on",
    "kyodo.offices.desk.actions.remind",
    "kyodo.offices.desk.actions.ask_reviews",
    "kyodo.offices.journal.actions.anchor_daily",
    "kyodo.offices.desk.actions.run_errands",
    "kyodo.offices.people.actions.forget_joinings",
    "kyodo.commons.groups.actions.ask_renewals",
    "kyodo.deliberation.texts.actions.warn",
    "kyodo.deliberation.consultations.actions.ask_senders",
    "kyodo.deliberation.councils.actions.drawing.forget_expired",
    "kyodo.cycle.proposals.actions.lapse_drafts",
    "kyodo.cycle.projects.actions.watch_ends",
    "kyodo.cycle.projects.actions.ask_pulses",
    "kyodo.cycle.evaluations.actions.open_due",
    "kyodo.deliberation.recommendations.actions.climb",
    "kyodo.reading.search.actions.catch_up",
    "kyodo.reading.insights.actions.keep_counts",
]
