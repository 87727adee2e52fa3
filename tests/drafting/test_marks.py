import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bioai_desktop.drafting.marks import without_marks
from bioai_desktop.edition.inline import links

SIGNS = "ab 中 |`*_~[]()<>#\\{}$^=-+>:：\"'!&%@.?,1\n\t"


@given(st.text(alphabet=SIGNS, max_size=40), st.text(alphabet="ab 中。", max_size=10))
def test_no_mark_comes_in_that_the_source_does_not_have(text: str, source: str) -> None:
    said = without_marks(text, source)
    assert not set(said) & set("|`*_~[]<>#\\{}$^=\n")
    assert not links(f"{said}(https://example.org)")
    assert said == said.strip()


@given(st.text(alphabet=SIGNS, max_size=40))
def test_a_line_stays_a_line_of_words(text: str) -> None:
    said = without_marks(text, "words")
    assert not said.startswith(("- ", "+ ", "# ", "> ", "1. ", "1) ", "---", "==="))


@pytest.mark.parametrize("quote", ["", '"', "'"])
@given(text=st.text(alphabet=SIGNS, max_size=40))
def test_a_value_of_front_matter_is_one_string(quote: str, text: str) -> None:
    said = without_marks(f"x{text}", "words", value=True)
    assert isinstance(YAML(typ="safe").load(f"title: {quote}{said}{quote}\nweight: 1\n")["title"], str)


def test_marks_of_the_source_stay() -> None:
    assert without_marks("[工具] a_b 用 5 * 3", "[Tool] a_b uses 5 * 3") == "[工具] a_b 用 5 * 3"
