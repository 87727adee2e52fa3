"""What our tests put on a page."""

from datetime import date
from functools import cache

from bioai_desktop.edition.model import EntryState
from bioai_desktop.edition.profile import Profile
from bioai_desktop.paths import resource
from bioai_desktop.site.compose import EntryContent
from bioai_desktop.site.profile import load_profile

DAY = date(2026, 3, 4)

TOP = (
    EntryContent("s1", "酵母受热，先修复再停工", "https://example.org/S0092(26)00012-3?id=1", "第一段。\n\n第二段 37 度。"),
    EntryContent("s2", 'A "new" atlas [beta]', "https://example.com/atlas", "图谱覆盖 8 个脑区。", state=EntryState.LOOK),
    EntryContent("s3", "还没有写好的一条", "https://example.com/empty", "", state=EntryState.EMPTY),
)
NOTES = (
    EntryContent("s4", "YeastFlow", "https://github.com/example/yeastflow", "做显微成像的能省半天", "开源"),
    EntryContent("s5", "没有类别的一条", "https://example.net/size", "可以从这篇读起"),
)


def lines(*texts: str) -> tuple[EntryContent, ...]:
    """Return parts of a page that are texts alone: digest lines, a lead, keywords."""
    return tuple(EntryContent(text=text) for text in texts)


PAGE = {
    "digest": lines("第一行说酵母。", "第二行说图谱。", "第三行说工具。"),
    "lead": lines("酵母先修复，再停工。"),
    "keywords": lines("单细胞", "#再生", "AI 制药"),
    "top": TOP,
    "notes": NOTES,
}


@cache
def profile() -> Profile:
    return load_profile(resource("profiles", "bioai-daily"))
