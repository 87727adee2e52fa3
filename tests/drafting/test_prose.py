import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.drafting.prose import parts

PAGE = """---
title: "A daily"
weight: 27
---
## **Digest**

```
kept code
```

### 1. [A ring](https://example.org/a_(b)?x=1)
Rings **forecast** attacks with `ringcast`, see <https://example.org>.

| # | Title | Link |
|---|:-----:|------|
| 1 | A ring | [link](https://example.org) |

- **[Tool]** 5 * 3 is snake_case
> quoted words
"""


def prose(text: str) -> list[str]:
    return [part.text for part in parts(text) if part.prose]


def test_only_prose_is_given_away() -> None:
    assert prose(PAGE) == [
        "A daily", "Digest", "A ring", "Rings", "forecast", "attacks with", ", see", "Title", "Link", "A ring", "link", "[Tool]", "5 * 3 is snake_case", "quoted words",
    ]  # fmt: skip


@pytest.mark.parametrize("text", [PAGE, "", "one line", "\ufeff---\r\na: b\r\n---\r\nwords\r\n", "no\n\n\nend  ", "![alt](x.png) a | b"])
def test_the_parts_are_the_text(text: str) -> None:
    assert "".join(part.text for part in parts(text)) == text


@given(st.text(alphabet="ab [](){}`*_|#>-\n\r1.<>/:hтп中", max_size=80))
def test_any_text_survives(text: str) -> None:
    assert "".join(part.text for part in parts(text)) == text


def test_an_address_is_never_prose() -> None:
    assert not any("example.org" in text for text in prose(PAGE))
