"""The words of an HTML mail, without what it quotes."""

from html.parser import HTMLParser

BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol", "section"})
UNSEEN = frozenset({"script", "style", "head", "title", "blockquote"})
VOID = frozenset({"br", "img", "hr", "meta", "link", "input", "col", "area", "base", "source", "wbr"})
QUOTES = ("gmail_quote", "yahoo_quoted", "moz-cite-prefix", "divrplyfwdmsg", "appendonsend")


def text_of(html: str) -> str:
    """Return the text; blocks end lines, quotations and scripts are left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return "\n".join(lines).strip()


class _Reader(HTMLParser):
    """Gathers pieces of text; `_hidden` counts the open elements inside an unseen one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Hide quotations, break lines at blocks."""
        if tag in VOID:
            self.pieces.append("\n" if tag == "br" and not self._hidden else "")
        elif self._hidden or tag in UNSEEN or _is_quote(attrs):
            self._hidden += 1
        elif tag in BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Come out of what is hidden."""
        if tag in VOID:
            return
        if self._hidden:
            self._hidden -= 1
        elif tag in BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep what is seen."""
        if not self._hidden:
            self.pieces.append(data.replace("\n", " "))


def _is_quote(attrs: list[tuple[str, str | None]]) -> bool:
    names = " ".join(value or "" for name, value in attrs if name in ("class", "id")).lower()
    return any(quote in names for quote in QUOTES)
