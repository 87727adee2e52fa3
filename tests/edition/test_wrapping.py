import pytest
from hypothesis import given

from bioai_desktop.edition.wrapping import unwrapped
from tests.edition.pages import PAGE, pages

BODY = PAGE[PAGE.index("## **今日摘要**") :]


@pytest.mark.parametrize("fence", ["```", "~~~", "````"])
@pytest.mark.parametrize("info", ["markdown", "md", ""])
@pytest.mark.parametrize("before", ["", "\n", "\ufeff"])
def test_a_page_within_a_fence_comes_out_whole(fence: str, info: str, before: str) -> None:
    found = unwrapped(f"{before}{fence}{info}\n{PAGE}\n{fence}\n")
    assert found is not None
    assert found.text == f"{before}{PAGE}\n"
    assert (found.line, found.opening) == (1 + before.count("\n"), fence + info)


def test_a_fence_that_nothing_closes_goes_too() -> None:
    found = unwrapped("```markdown\n" + PAGE)
    assert found is not None
    assert found.text == PAGE


def test_a_body_within_a_fence_below_its_front_matter() -> None:
    front = PAGE[: PAGE.index("## **今日摘要**")]
    found = unwrapped(f"{front}```markdown\n{BODY}\n```")
    assert found is not None
    assert found.text == f"{front}{BODY}\n"
    assert found.line == 1 + front.count("\n")


def test_a_page_that_is_indented_as_code() -> None:
    indented = "".join(f"    {line}" if line.strip() else line for line in PAGE.splitlines(keepends=True))
    found = unwrapped(indented)
    assert found is not None
    assert found.text == PAGE


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_ends_of_line_stay(end: str) -> None:
    found = unwrapped(f"```md\n{PAGE}\n```\n".replace("\n", end))
    assert found is not None
    assert found.text == f"{PAGE}\n".replace("\n", end)


@given(pages)
def test_what_comes_out_of_a_fence_is_in_no_other(text: str) -> None:
    found = unwrapped("```markdown\n## 甲\n\n" + text)
    assert found is None or len(found.text) < len(text) + len("```markdown\n## 甲\n\n")


def test_a_page_that_holds_code_is_none_of_these() -> None:
    assert unwrapped(PAGE) is None
    assert unwrapped("```python\n# 注释\n## 又一行\n```\n\n正文\n") is None
    assert unwrapped("```markdown\n## 例子\n```\n\n上面是一个例子。\n") is None
    assert unwrapped("```markdown\n没有标题\n```\n") is None
    assert unwrapped("") is None
