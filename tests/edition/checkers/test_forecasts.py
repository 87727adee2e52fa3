import pytest

from tests.edition.checkers.pages import found, page


def forecast(window: str) -> str:
    points = f"- **预测时间**：{window}\n- **预测概率**：60%\n- **预测依据**：今日的[酵母研究](https://example.org/papers/S0092(26)00012-3)"
    return page() + f"\n## **🔮 AI 生命科学趋势预测**\n\n### 会有人在人的细胞里再试一次\n{points}\n"


@pytest.mark.parametrize("window", ["2025年Q4", "2025年", "2026年2月", "2025年Q1-Q2", "2026年 1 月到 2 月"])
def test_a_window_that_is_over(window: str) -> None:
    assert [(each.kind, each.detail) for each in found(forecast(window))] == [("forecast-past", window)]


@pytest.mark.parametrize("window", ["2026年Q1", "2026年3月", "2026年Q2", "2026年", "2026年第二季度", "2025年Q4到2026年Q2", "未来三个月"])
def test_a_window_that_is_still_open(window: str) -> None:
    assert found(forecast(window)) == []
