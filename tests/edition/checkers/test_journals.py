import pytest

from bioai_desktop.domain import Language, Severity
from bioai_desktop.edition.checks import CheckContext, check
from bioai_desktop.edition.parse import parse
from tests.edition.checkers.pages import DAY, changed, kinds, line_of, only, profile

PREPRINT = "https://www.biorxiv.org/content/10.64898/2026.02.20.123456v1"


def about(link: str, words: str) -> str:
    return changed("https://example.com/fin", link).replace("斑马鱼断了尾鳍能再长", words + "斑马鱼断了尾鳍能再长")


def test_a_preprint_is_in_no_journal() -> None:
    text = about(PREPRINT, "这篇 Nature 子刊论文说，")
    finding = only(text)
    assert (finding.kind, finding.severity, finding.line, finding.detail) == (
        "journal-differs",
        Severity.LOOK,
        line_of(text, "biorxiv"),
        "Nature",
    )


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("https://www.nature.com/articles/s41467-026-1", "这篇 Nature Communications 论文说，"),
        ("https://www.nature.com/articles/s41467-026-1", "这篇 Nature 子刊论文说，"),
        ("https://www.nature.com/articles/s41586-026-1", "发表于《自然》的研究说，"),
        ("https://www.nature.com/articles/s99999-026-1", "这篇 Nature Unheard Of 论文说，"),
        ("https://example.com/news", "发表于《自然》的研究说，"),
        (PREPRINT, "AI for Science 与 Cell 图谱：自然的办法，"),
    ],
)
def test_what_is_said_rightly_or_of_something_else(link: str, words: str) -> None:
    assert kinds(about(link, words)) == []


def test_without_a_table_nothing_is_said() -> None:
    context = CheckContext(profile(), Language.ZH, DAY, {}, {})
    assert check(parse(about(PREPRINT, "这篇 Nature 子刊论文说，"), profile()), context) == []
