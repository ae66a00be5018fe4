"""Curated answers as HTML: what the visitor's window shows of the same Markdown, and nothing that could do harm."""

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

_RULES = ("paragraph", "list", "heading", "text", "newline", "escape", "emphasis", "link", "image", "balance_pairs")
_SAFE = re.compile(r"(https?://|mailto:|tel:)[^\s]", re.IGNORECASE)
_BULLET = re.compile(r"^( {0,3})•(?=\s)", re.MULTILINE)
_INSIDE_A_WORD = re.compile(r"(?<=\w)(?<!_)\*(?=\w)")
_BARE = re.compile(r"https?://[^\s<>()]{1,500}[^\s<>().,;:!?»\"']")
_TIGHT = re.compile(r"(?<=\S) (?=[?!:;»%€])|(?<=«) |(?<=\bh) |(?<=\d) (?=h\b)")


def tight(text: str) -> str:
    """Return a text whose French signs never start a line: see widget/src/visitor/typography.ts."""
    return _TIGHT.sub("\u00a0", text)


@lru_cache(2_000)
def html_of(text: str, origin: str = "") -> Markup:
    """Return an answer as safe HTML; pictures are those of `origin`, any other is a link."""
    return Markup(_READER.render(_tidy(text), {"origin": origin}))  # noqa: S704 - HTML is off: text is escaped


def plain(text: str) -> str:
    """Return the words of an answer alone, on one line."""
    said = [token for token in _READER.parse(_tidy(text), {"origin": ""}) if token.type == "inline"]
    return " ".join(" ".join(_words(token.children or []) for token in said).split())


def _tidy(text: str) -> str:
    """Return a text that says the same to this reader: • is a bullet, and a star inside a word is a star."""
    return _INSIDE_A_WORD.sub(r"\\*", _BULLET.sub(r"\1-", text))


def _words(tokens: Sequence[Token]) -> str:
    return "".join(" " if token.type == "softbreak" else token.content for token in tokens)


def _bare_links(state: StateCore) -> None:
    """Make web addresses that are written as they are into links, but not inside another one."""
    for block in state.tokens:
        depth, children = 0, list[Token]()
        for token in block.children or ():
            depth += (token.type == "link_open") - (token.type == "link_close")
            children += [token] if depth or token.type != "text" else _linked(token.content)
        if block.children:
            block.children = children


def _linked(text: str) -> list[Token]:
    tokens, start = list[Token](), 0
    for found in _BARE.finditer(text):
        tokens += [_text(text[start : found.start()]), _open(found[0]), _text(found[0]), Token("link_close", "a", -1)]
        start = found.end()
    return [*tokens, _text(text[start:])]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _open(href: str) -> Token:
    return Token("link_open", "a", 1, attrs={"href": href})


class _Renderer(RendererHTML):
    """Headings are strong lines, lists have no paragraphs, foreign pictures are links."""

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return str(Markup.escape(tight(tokens[idx].content)))

    def heading_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "<p><strong>"

    def heading_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</strong></p>\n"

    def softbreak(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "<br>\n"

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<a href="{Markup.escape(str(tokens[idx].attrs["href"]))}" rel="noopener">'

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        source, alt = str(token.attrs["src"]), _words(token.children or [])
        if _own(source, str(env["origin"])):
            return f'<img src="{Markup.escape(source)}" alt="{Markup.escape(alt)}" loading="lazy">'
        return f'<a href="{Markup.escape(source)}" rel="noopener">{Markup.escape(alt or source)}</a>'


class _SafeMarkdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return bool(_SAFE.match(url))


def _own(source: str, origin: str) -> bool:
    parts = urlsplit(source)
    return parts.scheme == "https" and bool(origin) and f"{parts.scheme}://{parts.netloc}" == origin


def _reader() -> MarkdownIt:
    reader = _SafeMarkdown("zero", {"html": False}, renderer_cls=_Renderer)
    reader.enable(_RULES, ignoreInvalid=True)
    reader.core.ruler.push("bare links", _bare_links)
    return reader


_READER = _reader()
