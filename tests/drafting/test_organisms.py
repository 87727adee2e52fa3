from bioai_desktop.drafting.organisms import ORGANISMS, organisms, studied


def words(text: str) -> list[str]:
    return [seen.organism.word for seen in organisms(text)]


def test_both_languages_name_the_same() -> None:
    assert words("in mice") == words("小鼠") == ["小鼠"]
    assert words("大鼠") == words("rats were") == ["大鼠"]
    assert words("E. coli") == words("大肠杆菌") == ["大肠杆菌"]


def test_no_name_is_found_inside_another_word() -> None:
    assert words("category, rational, Boston dogma, price, Hepatology") == []
    assert words("鸡尾酒、牛津、羊水") == []


def test_who_was_studied() -> None:
    assert [each.word for each in studied("In mice and in one rat; mice lived longer.")] == ["小鼠", "大鼠"]
    assert [each.word for each in studied("HEK293 cells in vitro")] == ["体外"]
    assert studied("In mice and in 40 patients") == ()
    assert [each.word for each in studied("A mouse model of human disease")] == ["小鼠"]


def test_each_word_is_found_by_its_own_row() -> None:
    assert [each.word for each in ORGANISMS if not each.pattern.search(each.word) and each.word not in ("啮齿动物", "猿", "马")] == []
