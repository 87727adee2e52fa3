"""Web pages written for tests: an article between menus, footers and other people's words."""

SENTENCE = "Researchers built a model that reads the regulatory code of cells, and tested it on tissue that it had not seen before. "
PARAGRAPHS = [f"{SENTENCE}Part {number} of the report says how that was done, and what did not work." for number in range(12)]


def web_page(*paragraphs: str, title: str = "A model of cells", head: str = "") -> str:
    """Return a page as a news site serves it."""
    menu = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("Home", "Science", "Subscribe", "About us"))
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body><nav><ul>{menu}</ul></nav>'
        f"<main><article><h1>{title}</h1>{text}</article></main><footer><p>Cookie settings. All rights reserved.</p></footer></body></html>"
    )
