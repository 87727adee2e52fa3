import pytest

from bioai_desktop.domain import Severity, Task
from bioai_desktop.drafting.claims import few, told_as_more

MICE = "The peptide cleared senescent cells in mice; treated mice lived 20% longer."
CELLS = "The compound killed glioma cells in vitro at 5 nM."
SMALL = "In an open trial, 9 patients with ALS took the drug for 12 weeks; 6 improved."
LARGE = "In a trial of 1,200 patients the drug lowered blood pressure."


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("这种肽能让患者多活 20%。", MICE, "told-as-human"),
        ("这种肽清除衰老细胞，寿命延长 20%。", MICE, "species-missing"),
        ("化合物能杀死患者的胶质瘤。", CELLS, "told-as-human"),
        ("药物让患者好转。", SMALL, "told-as-many"),
    ],
)
def test_a_result_told_as_more(text: str, source: str, kind: str) -> None:
    (found,) = told_as_more(text, source, Task.TEXT)
    assert found.kind == kind
    assert found.severity is (Severity.BLOCK if kind == "told-as-human" else Severity.LOOK)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("小鼠多活了 20%，患者能否受益还不知道。", MICE),
        ("动物实验里寿命延长 20%。", MICE),
        ("体外实验里，它杀死了胶质瘤细胞。", CELLS),
        ("9 名患者里 6 名好转。", SMALL),
        ("小样本试验里，患者好转。", SMALL),
        ("患者血压下降。", LARGE),
        ("患者受益。", "Mice and 300 patients took part."),
        ("基因被激活。", "Auxin activates the gene in Arabidopsis."),
        ("树蛙会叫。", "A new species of frogs calls at night."),
    ],
)
def test_a_result_told_as_it_is(text: str, source: str) -> None:
    assert told_as_more(text, source, Task.TEXT) == []


def test_a_line_need_not_name_the_animal_but_may_not_make_it_a_patient() -> None:
    assert told_as_more("清除衰老细胞，活得更久", MICE, Task.NOTE) == []
    assert [each.kind for each in told_as_more("患者活得更久", MICE, Task.LEAD)] == ["told-as-human"]


def test_how_few() -> None:
    assert (few(SMALL), few(LARGE), few("n = 7"), few("IL-6 in mice")) == (9, 0, 7, 0)
