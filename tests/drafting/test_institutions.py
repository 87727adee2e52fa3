from bioai_desktop.drafting.institutions import institutions


def grounded(text: str, source: str) -> list[tuple[str, bool]]:
    return [(match.group(), bool(ground.search(source))) for match, ground in institutions(text)]


def test_named_ones_need_their_name() -> None:
    assert grounded("哈佛大学", "a team at Harvard") == [("哈佛", True)]
    assert grounded("哈佛大学", "a team at Yale University") == [("哈佛", False)]


def test_others_need_their_kind() -> None:
    assert grounded("维尔纽斯大学", "Vilnius University") == [("维尔纽斯大学", True)]
    assert grounded("维尔纽斯大学", "in Vilnius") == [("维尔纽斯大学", False)]
    assert grounded("一所大学的大学生", "nothing") == []
