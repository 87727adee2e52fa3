import pytest

from bioai_desktop.domain import Severity
from tests.edition.checkers.pages import found, kinds, line_of, page


def ending(text: str) -> str:
    return page() + f"\n## 编后\n\n{text}\n"


@pytest.mark.parametrize(
    "runs",
    [
        "<script>alert(1)</script>",
        "< SCRIPT src=//example.org/x.js>",
        '<img src="x" onerror="alert(1)">',
        '<a href="javascript:alert(1)">看</a>',
        "<a href=' JavaScript:alert(1)'>看</a>",
        "[看](javascript:alert(1))",
        "[看](data:text/html;base64,AAAA)",
        "![图](vbscript:x)",
        '<iframe src="https://example.org"></iframe>',
        "<svg/onload=alert(1)>",
        "<style>body{display:none}</style>",
        '<meta http-equiv="refresh" content="0">',
        '{{< figure src="x" >}}',
        "{{% notice %}}",
        "`{{< a.inline >}}`",
    ],
)
def test_what_runs_blocks(runs: str) -> None:
    findings = [each for each in found(ending(runs)) if each.kind == "script"]
    assert [(each.severity, each.line) for each in findings] == [(Severity.BLOCK, line_of(ending(runs), runs))]


@pytest.mark.parametrize("tag", ["<b>粗</b>", "<br>", '<audio src="a.mp3">', "白介素<TNF>升高", "<!-- 编者 -->"])
def test_html_is_to_be_looked_at(tag: str) -> None:
    findings = found(ending(f"编者的话。{tag}"))
    assert [(each.kind, each.severity) for each in findings] == [("html", Severity.LOOK)]


@pytest.mark.parametrize(
    "fine",
    [
        "p < 0.05 且 n > 30，差别很小。",
        "<https://example.org/a>",
        "`<script>` 是一种标签。",
        "```\n<script>alert(1)</script>\n```",
        "脚本语言 JavaScript: 入门",
        "浓度 <5% 时无效，>10% 时有害。",
        "花括号 {{ 不必成对。",
    ],
)
def test_signs_that_are_no_html(fine: str) -> None:
    assert not {"script", "html", "fence-open"} & set(kinds(ending(fine)))


def test_a_fence_that_nothing_closes() -> None:
    text = ending("```python\nx = 1")
    (finding,) = found(text)
    assert (finding.kind, finding.line) == ("fence-open", line_of(text, "```python"))
