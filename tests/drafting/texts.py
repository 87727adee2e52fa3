"""Stories, a profile and answers for the tests of drafting; all invented."""

from datetime import UTC, datetime

from bioai_desktop.domain import Answer, Item, ItemKind, Stop, Story
from bioai_desktop.drafting.accept import judge
from bioai_desktop.drafting.assignment import Assignment
from bioai_desktop.paths import resource
from bioai_desktop.site.profile import load_profile

PROFILE = load_profile(resource("profiles", "bioai-daily"))
RULES = {rule.name: rule for rule in PROFILE.sections}
TOP, NOTES, DIGEST, LEAD, KEYWORDS = (RULES[name] for name in ("top", "notes", "digest", "lead", "keywords"))

RING = (
    "Migraine attacks are hard to foresee. RingCast is a recurrent network trained on temperature and pulse recorded by finger rings. "
    "We tested it in 212 patients over 90 days. It announced 68% of attacks at least 6 hours ahead, with one false alarm a week. "
    "Tests in other hospitals are needed before it can be used."
)


def story(title: str, text: str = "", kind: ItemKind = ItemKind.ARTICLE, name: str = "s1", repository: str = "") -> Story:
    identifiers = {"repository": repository} if repository else {}
    item = Item(name, "test", title, f"https://example.org/{name}", datetime(2026, 2, 3, tzinfo=UTC), text, kind, identifiers)
    return Story(name, (item,))


def ring() -> Story:
    return story("A ring that forecasts migraine", RING, ItemKind.PREPRINT)


def answer(text: str, stop: Stop = Stop.END) -> Answer:
    return Answer("x", text, stop)


def kinds(assignment: Assignment, text: str, stop: Stop = Stop.END) -> list[str]:
    return [finding.kind for finding in judge(assignment, answer(text, stop), "hash", PROFILE).findings]
