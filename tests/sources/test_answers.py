import pytest

from bioai_desktop.errors import FeedUnreadable
from bioai_desktop.sources import answers

ANSWER = {"a": {"b": "text", "n": 3, "yes": True, "none": None, "list": ["x", None, 2, {"deep": 1}]}}


@pytest.mark.parametrize(
    ("path", "expected"), [(("a", "b"), "text"), (("a", "n"), "3"), (("a", "yes"), ""), (("a", "none"), ""), (("a", "b", "c"), "")]
)
def test_text_of_any_field(path: tuple[str, ...], expected: str) -> None:
    assert answers.text(ANSWER, *path) == expected


def test_lists_keep_what_is_text() -> None:
    assert answers.texts(ANSWER, "a", "list") == ["x", "2"]
    assert answers.texts(ANSWER, "a", "b") == []
    assert answers.nodes(None, "a") == []


def test_an_answer_without_records_is_refused() -> None:
    with pytest.raises(FeedUnreadable) as caught:
        answers.records("lab", {"message": "rate limit"}, "items")
    assert (caught.value.source, caught.value.reason) == ("lab", "other-form")
