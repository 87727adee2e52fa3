import pytest

from bioai_desktop.domain import Severity
from tests.edition.checkers.pages import changed, kinds, line_of, only


def test_a_lone_pair_of_stars() -> None:
    finding = only(changed("一直没有说清", "一直**没有说清"))
    assert (finding.kind, finding.severity, finding.fix) == ("emphasis-broken", Severity.LOOK, None)
    assert finding.detail.startswith("**没有说清")


def test_stars_at_the_end_are_shown_with_the_words_before_them() -> None:
    assert only(changed("还要看后续研究。", "还要看后续研究。**")).detail.endswith("研究。**")


def test_stars_beside_chinese_text_with_what_mends_them() -> None:
    text = changed("一直没有说清", "一直**“没有”**说清")
    finding = only(text)
    assert (finding.detail, finding.fix, finding.line) == ("直**“没有”**说", "直 **“没有”** 说", line_of(text, "没有"))


def test_stars_on_the_second_line_of_a_paragraph() -> None:
    text = changed("## **📌 值得关注**", "一行**甲**\n**“乙”**丙\n\n## **📌 值得关注**")
    finding = only(text)
    assert (finding.line, finding.detail) == (line_of(text, "**“乙”**丙"), "**“乙”**丙")


def test_stars_of_a_note_stand_in_several_fields() -> None:
    assert (
        only(
            changed(
                "- **[开源]** [YeastFlow](https://github.com/example/yeastflow)", "- **[YeastFlow](https://github.com/example/yeastflow)"
            )
        ).kind
        == "emphasis-broken"
    )


def test_cells_and_points_pair_by_themselves() -> None:
    table = "\n| 甲 | 乙 |\n|---|---|\n| **一 | 二** |\n"
    assert kinds(changed("## **📌 值得关注**", f"{table}\n## **📌 值得关注**")) == ["emphasis-broken", "emphasis-broken"]
    assert kinds(changed("## **📌 值得关注**", "- **一\n- 二**\n\n## **📌 值得关注**")) == ["emphasis-broken", "emphasis-broken"]


@pytest.mark.parametrize(
    ("apart", "whole"),
    [
        ("[看] (https://a.example/x)", "[看](https://a.example/x)"),
        ("[看]（https://a.example/x）", "[看](https://a.example/x)"),
        ("[看]  （https://a.example/x)", "[看](https://a.example/x)"),
        ("【看】(https://a.example/x)", "[看](https://a.example/x)"),
    ],
)
def test_a_link_whose_halves_stand_apart(apart: str, whole: str) -> None:
    finding = only(changed("一直没有说清", f"一直没有说清{apart}"))
    assert (finding.kind, finding.detail, finding.fix) == ("emphasis-broken", apart, whole)


@pytest.mark.parametrize(
    "fine",
    ["[1] (https://a.example/x)", "`[看] (https://a.example/x)`", "（见 https://a.example/x ）", "[看](https://a.example/x)（见下）"],
)
def test_what_only_looks_like_one(fine: str) -> None:
    assert kinds(changed("一直没有说清", f"一直没有说清{fine}")) == []


def test_a_heading_without_its_blank() -> None:
    finding = only(changed("## **📌 值得关注**", "##**编后**\n\n## **📌 值得关注**"))
    assert (finding.kind, finding.detail, finding.fix) == ("emphasis-broken", "##**编后**", "## **编后**")
