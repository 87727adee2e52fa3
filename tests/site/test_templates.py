from dataclasses import replace

import pytest
from ruamel.yaml import YAML

from bioai_desktop.edition.profile import Profile
from bioai_desktop.errors import ProfileInvalid
from bioai_desktop.site.templates import quoted, render_template, render_text
from tests.site.contents import profile


def with_template(text: str) -> Profile:
    return replace(profile(), templates={"t.md": text})


def test_values_go_in_as_they_are() -> None:
    assert render_template(with_template("{{ a }}\n"), "t.md", a="<b> & “引”") == "<b> & “引”\n"


@pytest.mark.parametrize("text", ["{{ nobody }}", "{{ a.__class__.__mro__ }}", "{% include 'none.md' %}", "{{ a() }}"])
def test_what_a_template_may_not_do_is_said(text: str) -> None:
    with pytest.raises(ProfileInvalid) as caught:
        render_template(with_template(text), "t.md", a="x")
    assert (caught.value.path, caught.value.line) == (profile().file("templates", "t.md"), 1)


def test_a_short_template_is_named_by_its_text_and_file() -> None:
    with pytest.raises(ProfileInvalid) as caught:
        render_text(profile(), "content/{{ day }}.md")
    assert caught.value.path == profile().file("profile.toml")
    assert caught.value.problem.startswith("content/{{ day }}.md: ")


@pytest.mark.parametrize("text", ['一个 "引号"', "反斜 \\ 杠", "两\n行", "# 井号: 冒号", "", "\t制表"])
def test_a_quoted_text_is_what_yaml_reads(text: str) -> None:
    assert YAML(typ="safe").load(f"a: {quoted(text)}\n") == {"a": text}
