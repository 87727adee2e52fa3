from bioai_desktop.paths import resource
from bioai_desktop.site.glossary import shipped_terms
from bioai_desktop.site.profile import load_profile


def test_every_profile_has_the_lines_of_all_subjects() -> None:
    lines = set(shipped_terms().splitlines())
    for path in resource("glossary").iterdir():
        assert set(path.read_text("utf-8").splitlines()) <= lines
    assert load_profile(resource("profiles", "ai-brief")).shipped_terms == shipped_terms()
