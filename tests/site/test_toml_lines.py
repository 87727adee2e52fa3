import pytest

from bioai_desktop.site.toml_lines import line_of, path_of


def test_the_lines_of_an_array_of_tables_are_told_apart() -> None:
    text = 'a = 1\n[[b]]\nc = """\nd = 1\n"""\n\n[[b]] # second\nc = 2\n[b.e]\n"f g" = { h = 1 }\n[i.j]\nk.l = 1\n'
    places = {("a",): 1, ("b", 0): 2, ("b", 0, "c"): 3, ("b", 1): 7, ("b", 1, "c"): 8, ("b", 1, "e"): 9, ("b", 1, "e", "f g", "h"): 10}
    places |= {("i", "j", "k", "l"): 12, ("i",): 11, ("b", 0, "d"): 2, ("z",): 0}
    assert {place: line_of(text, place) for place in places} == places


@pytest.mark.parametrize(
    ("written", "path"),
    [("$.sections[6].most", ("sections", 6, "most")), ("$.files[...].page", ("files",)), ("$", ()), ("$.title", ("title",))],
)
def test_paths_are_read_as_far_as_they_are_told(written: str, path: tuple[str | int, ...]) -> None:
    assert path_of(written) == path
