import shutil
from pathlib import Path

import pytest

from bioai_desktop.domain import ItemKind, Language, Task
from bioai_desktop.edition.model import SectionKind
from bioai_desktop.edition.parse import parse
from bioai_desktop.errors import ProfileInvalid
from bioai_desktop.paths import resource
from bioai_desktop.site.profile import load_profile
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
    assert (ours.limits[Task.TEXT].min_chars, ours.limits[Task.TEXT].max_chars) == (80, 150)
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
    ("old", "new", "said"),
    [
        ('name = "bioai-daily"', "name = bioai", "line"),
        ("most = 10", 'most = "10"', "$.sections[6].most"),
        ('kind = "notes"', 'kind = "remarks"', "remarks"),
        ("required = true", "requried = true", "requried"),
        ('name = "bioai-daily"', 'name = "bioai-daily"\ncolour = "blue"', "colour"),
        ("lead = { min_chars", "lead = { least", "least"),
        ('home = "content/cn', 'hom = "content/cn', "hom"),
        ("[topics.alone]", "[topics.only]", "only"),
        ('zh = "BioAI', 'de = "BioAI', "de"),
        ('title = { zh = "📌 值得关注", en = "📌 Worth Watching" }', 'title = { zh = "📌 值得关注" }', "sections.notes.title.en"),
    ],
)
def test_a_mistake_is_said_with_its_place(folder: Path, old: str, new: str, said: str) -> None:
    problem = changed(folder, old, new)
    assert problem.path == str(folder / "profile.toml")
    assert said in problem.problem


def test_a_folder_without_a_profile_is_said(tmp_path: Path) -> None:
    assert refused(tmp_path).path == str(tmp_path / "profile.toml")


def test_a_missing_template_is_said(folder: Path) -> None:
    (folder / "templates" / "home.en.md").unlink()
    assert refused(folder).path == str(folder / "templates" / "home.en.md")


def test_a_template_with_a_mistake_is_said_with_its_line(folder: Path) -> None:
    path = folder / "templates" / "body.md"
    path.write_text("a\n{% if %}\n", "utf-8")
    problem = refused(folder)
    assert (problem.path, problem.problem.split(":")[0]) == (str(path), "2")


def test_a_text_in_another_encoding_is_said(folder: Path) -> None:
    path = folder / "prompts" / "extra.zh.md"
    path.write_bytes("提示".encode("gb18030"))
    assert refused(folder).path == str(path)


def test_a_profile_without_prompts_can_be_read(folder: Path) -> None:
    shutil.rmtree(folder / "prompts")
    assert load_profile(folder).prompts == {}
