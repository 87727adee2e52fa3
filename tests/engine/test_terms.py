from bioai_desktop.engine.terms import tree


def test_rests_complete_every_term_once() -> None:
    root = tree(["GPT-4", "GPT", " Cas9 ", ""], ["12", "1.5"])

    assert sorted(root.rests()) == ["1.5", "12", "Cas9", "GPT", "GPT-4"]
    assert sorted(root.children["G"].children["P"].children["T"].rests()) == ["-4"]


def test_a_number_is_told_from_a_word() -> None:
    root = tree(["3D"], ["3"])

    three = root.children["3"]
    assert three.whole
    assert three.number
    assert not three.children["D"].number
    assert not root.whole
