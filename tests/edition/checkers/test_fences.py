from bioai_desktop.domain import Severity
from tests.edition.checkers.pages import changed, found, kinds, line_of, only, page


def test_a_fence_that_nothing_closes() -> None:
    text = changed("## **📌 值得关注**", "~~~python\n## **📌 值得关注**")
    said = {each.kind: each for each in found(text)}
    assert (said["fence-open"].severity, said["fence-open"].line, said["fence-open"].detail) == (
        Severity.LOOK,
        line_of(text, "~~~python"),
        "~~~python",
    )


def test_a_fence_without_its_beginning_opens_the_rest_of_the_page() -> None:
    text = page().replace("```\n酵母", "酵母", 1)
    assert "fence-open" in kinds(text)


def test_a_page_that_shows_as_code() -> None:
    finding = only("```markdown\n" + page() + "```\n")
    assert (finding.kind, finding.severity, finding.line, finding.detail, finding.fix) == (
        "page-as-code",
        Severity.BLOCK,
        1,
        "```markdown",
        "",
    )


def test_code_that_is_closed_is_fine() -> None:
    assert kinds(changed("## **📌 值得关注**", "```\n字\n```\n\n## **📌 值得关注**")) == []
