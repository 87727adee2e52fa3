import shutil
from pathlib import Path

import pytest

from bioai_desktop.domain import ItemKind, Language, Task
from bioai_desktop.edition.model import SectionKind
from bioai_desktop.edition.parse import parse
from bioai_desktop.errors import ProfileInvalid
from bioai_desktop.paths import resource
from bioai_desktop.site.profile import load_profile, read_profile
from tests.site.contents import profile

SHIPPED = resource("profiles", "bioai-daily")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(SHIPPED, tmp_path / "profile")


def refused(folder: Path) -> ProfileInvalid:
    with pytest.raises(ProfileInvalid) as caught:
        load_profile(folder)
    return caught.value


def changed(folder: Path, old: str, new: str) -> ProfileInvalid:
    path = folder / "profile.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return refused(folder)


def test_the_shipped_profile_says_what_the_site_is() -> None:
    ours = profile()
    assert [rule.kind for rule in ours.sections][:7] == ["digest", "navigation", "news", "lead", "keywords", "citable", "top"]
    assert [rule.kind for rule in ours.sections if rule.required] == ["digest", "lead", "top"]
    assert {rule.name: rule.task for rule in ours.drafted} == {
        "digest": Task.DIGEST,
        "lead": Task.LEAD,
        "keywords": Task.KEYWORD,
        "top": Task.TEXT,
        "notes": Task.NOTE,
        "citable": Task.CITE,
        "table": Task.ROW,
        "forecasts": Task.FORECAST,
        "faq": Task.QUESTION,
    }
    assert [(rule.name, rule.limits.min_chars, rule.limits.max_chars) for rule in ours.lists] == [("top", 80, 150), ("notes", 20, 30)]
    assert ours.timezone == "Asia/Shanghai"
    assert {language for rule in ours.sections for language in rule.title} == set(Language)
    assert set(ours.tags) == set(ItemKind)
    assert "system.zh.md" in ours.prompts


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("**今日摘要**", SectionKind.DIGEST),
        ("# **Today's Summary**", SectionKind.DIGEST),
        ("⚡ Quick Navigation", SectionKind.NAVIGATION),
        ("今日 AI 生命科学资讯", SectionKind.NEWS),
        ("**Today's AI Life Sciences News**", SectionKind.NEWS),
        ("🔥 重磅 TOP 7", SectionKind.TOP),
        ("**🔥 Top 10 Highlights**", SectionKind.TOP),
        ("📌 值得关注（5条）", SectionKind.NOTES),
        ("📌 Worth Watching", SectionKind.NOTES),
        ("📊 More Updates", SectionKind.TABLE),
        ("😄 AI趣闻", SectionKind.FUN),
        ("🎯 AI 生命科学趋势预测", SectionKind.FORECASTS),
        ("🔮 AI Life Sciences Trend Predictions", SectionKind.FORECASTS),
        ("❓ Related Questions", SectionKind.FAQ),
        ("📎 今日可引用要点", SectionKind.CITABLE),
        ("👀 只有一句话", SectionKind.LEAD),
        ("编后", SectionKind.TEXT),
    ],
)
def test_headings_of_the_site_are_recognised(heading: str, kind: SectionKind) -> None:
    (section,) = parse(f"## {heading.removeprefix('# ')}\n\n正文\n", profile()).sections
    assert section.kind is kind


@pytest.mark.parametrize("heading", ["👀 One-Liner Takeaway", "**👀 只有一句话**", "👀 In One Sentence"])
def test_the_lead_is_recognised_below_the_news(heading: str) -> None:
    assert parse(f"### {heading}\n一句\n", profile()).sections[0].kind is SectionKind.LEAD


@pytest.mark.parametrize("heading", ["🔑 3 Key Hashtags", "🔑 3 Key Takeaways", "🔑 3 个关键词", "🔑 3 Keywords"])
def test_the_keywords_are_recognised_below_the_news(heading: str) -> None:
    assert parse(f"### {heading}\n#a #b\n", profile()).sections[0].kind is SectionKind.KEYWORDS


@pytest.mark.parametrize(
    ("old", "new", "reason", "said"),
    [
        ('name = "bioai-daily"', "name = bioai", "toml", "line"),
        ("[topics.alone]", "[topics.alone", "toml", "line"),
        ("most = 10", 'most = "10"', "value", "$.sections[6].most"),
        ('kind = "notes"', 'kind = "remarks"', "value", "remarks"),
        ('task = "note"', 'holds = "all"', "value", "holds"),
        ("required = true", "requried = true", "unknown", "requried"),
        ('name = "bioai-daily"', 'colour = "blue"', "unknown", "colour"),
        ("limits = { min_chars = 8, max", "limits = { least = 8, max", "unknown", "least"),
        ('home = "content/cn', 'hom = "content/cn', "unknown", "hom"),
        ("[topics.alone]", "[topics.only]", "unknown", "only"),
        ("home_day = ", "homeday = ", "unknown", "homeday"),
        ("shown = false", "visible = false", "unknown", "visible"),
        ('zh = "BioAI', 'de = "BioAI', "value", "de"),
        ('title = { zh = "📌 值得关注", en = "📌 Worth Watching" }', 'title = { zh = "📌 值得关注" }', "words", "notes.title.en"),
        ('after = "navigation"', 'after = "header"', "section", "header"),
        ('timezone = "Asia/Shanghai"', 'timezone = "Asia/Peking"', "zone", "Asia/Peking"),
    ],
)
def test_a_mistake_is_said_with_file_line_and_reason(folder: Path, old: str, new: str, reason: str, said: str) -> None:
    path = folder / "profile.toml"
    problem = changed(folder, old, new)
    assert (problem.path, problem.reason) == (str(path), reason)
    assert said in problem.problem
    written = path.read_text("utf-8").splitlines()
    if new.startswith("name"):
        assert [problem.line] == [at for at, line in enumerate(written, 1) if line == new]
    elif not new.startswith("de "):  # of a wrong key msgspec names the table only
        assert new.split("\n", maxsplit=1)[0] in written[problem.line - 1]


def test_all_mistakes_are_found_at_once(folder: Path) -> None:
    path = folder / "profile.toml"
    path.write_text(path.read_text("utf-8").replace("required", "requried").replace("[tags.news]", "[tags.talk]"), "utf-8")
    (folder / "templates" / "body.md").write_text("{{ 1 | shouted }}\n{% if %}", "utf-8")
    (folder / "templates" / "home.zh.md").unlink()
    found = [(Path(each.path).name, each.reason) for each in read_profile(folder).problems]
    assert found == [*[("profile.toml", "unknown")] * 3, ("profile.toml", "value")]
    path.write_text(path.read_text("utf-8").replace("requried", "required").replace("[tags.talk]", "[tags.news]"), "utf-8")
    found = [(Path(each.path).name, each.reason) for each in read_profile(folder).problems]
    assert found == [("home.zh.md", "missing"), ("body.md", "template")]
    (folder / "templates" / "body.md").write_text("\n{{ 1 | shouted }}\n", "utf-8")
    assert [(each.problem, each.line) for each in read_profile(folder).problems][1:] == [("shouted", 2)]


def test_two_sections_of_one_name_are_said(folder: Path) -> None:
    path = folder / "profile.toml"
    path.write_text(path.read_text("utf-8").replace('kind = "fun"', 'kind = "fun"\nname = "top"'), "utf-8")
    assert [(each.problem, each.reason) for each in read_profile(folder).problems] == [("top", "twice"), ("top", "twice")]


def test_a_folder_without_a_profile_is_said(tmp_path: Path) -> None:
    assert refused(tmp_path).path == str(tmp_path / "profile.toml")


def test_a_missing_template_is_said(folder: Path) -> None:
    (folder / "templates" / "home.en.md").unlink()
    assert refused(folder).path == str(folder / "templates" / "home.en.md")


def test_a_template_with_a_mistake_is_said_with_its_line(folder: Path) -> None:
    path = folder / "templates" / "body.md"
    path.write_text("a\n{% if %}\n", "utf-8")
    problem = refused(folder)
    assert (problem.path, problem.line, problem.reason) == (str(path), 2, "template")


def test_a_text_in_another_encoding_is_said(folder: Path) -> None:
    path = folder / "prompts" / "extra.zh.md"
    path.write_bytes("提示".encode("gb18030"))
    assert refused(folder).path == str(path)


def test_a_profile_without_prompts_can_be_read(folder: Path) -> None:
    shutil.rmtree(folder / "prompts")
    assert load_profile(folder).prompts == {}
