"""Words as they are shown, short codes of pictures included."""

import tomllib
from pathlib import Path

from bioai_desktop.paths import resource
from bioai_desktop.site.preview.typography import dressed
from tests.site.preview.like_hugo import by_hugo, form


def test_signs_and_pictures() -> None:
    assert dressed('a -- "b" :rocket:') == "a – “b” 🚀"
    assert dressed("10:30:45 :no_such_code: ::") == "10:30:45 :no_such_code: ::"


def test_the_pictures_are_hugos(tmp_path: Path) -> None:
    pictures = tomllib.loads(resource("emoji.toml").read_text("utf-8"))
    (hugo,) = by_hugo(["\n\n".join(f":{name}:" for name in pictures)], tmp_path / "site")
    assert form(hugo) == "".join(f"<p>{picture}</p>" for picture in pictures.values())
