"""Answers on the site show what the visitor's window shows: see widget/tests/markdown.test.ts."""

from time import perf_counter

import pytest

from api.site.markdown import html_of, plain, tight

ORIGIN = "https://help.shop.example"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Un **gras** et *italique*", "<p>Un <strong>gras</strong> et <em>italique</em></p>"),
        ("# Titre\nsuite", "<p><strong>Titre</strong></p>\n<p>suite</p>"),
        ("a\nb", "<p>a<br>\nb</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("• a\n• b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("2. c\n3. d", '<ol start="2">\n<li>c</li>\n<li>d</li>\n</ol>'),
        ("mon_fichier_final et 2*3*4", "<p>mon_fichier_final et 2*3*4</p>"),
        ("Combien ? 5 € : « oui »", "<p>Combien\u00a0? 5\u00a0€\u00a0: «\u00a0oui\u00a0»</p>"),
        ("    pas du code `x`", "<p>pas du code `x`</p>"),
        ("<b>non</b>", "<p>&lt;b&gt;non&lt;/b&gt;</p>"),
    ],
)
def test_the_small_markdown_of_answers_is_read(text: str, html: str) -> None:
    assert str(html_of(text)).strip() == html


@pytest.mark.parametrize("safe", ["https://a.example/b?c=d", "http://a.example", "mailto:a@b.example", "tel:+331990"])
def test_a_safe_address_is_a_link(safe: str) -> None:
    assert f'<a href="{safe}" rel="noopener">ici</a>' in html_of(f"voir [ici]({safe})")


@pytest.mark.parametrize(
    "hostile",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert`1`)",
        "[x](data:text/html,<script>)",
        "[x](vbscript:a)",
        "[x](//evil.example)",
        "[x](/local)",
        "![x](javascript:alert(1))",
        "<a href=https//evil>x</a>",
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        '[x](https://a.example/"onmouseover=alert(1)//)',
    ],
)
def test_what_could_do_harm_is_text(hostile: str) -> None:
    html = str(html_of(hostile, ORIGIN))
    assert "<script" not in html and "<img" not in html and ' onmouseover="' not in html
    assert 'href="javascript' not in html.lower() and "<a href" not in html.replace('<a href="https://a.example/', "")


def test_a_bare_address_is_a_link_without_the_full_stop() -> None:
    address = "https://a.example/b"
    assert f'<a href="{address}" rel="noopener">{address}</a>.' in html_of(f"voyez {address}.")
    assert html_of(f"[{address}]({address})").count("<a ") == 1


def test_a_picture_of_the_site_is_shown_and_any_other_is_a_link() -> None:
    assert f'<img src="{ORIGIN}/a.png" alt="Étiquette" loading="lazy">' in html_of(
        f"![Étiquette]({ORIGIN}/a.png)", ORIGIN
    )
    for other in ("https://elsewhere.example/a.png", "http://help.shop.example/a.png"):
        assert html_of(f"![Étiquette]({other})", ORIGIN) == f'<p><a href="{other}" rel="noopener">Étiquette</a></p>\n'


def test_the_words_alone_are_on_one_line() -> None:
    assert plain("# Titre\n\n- **a**\n- [b](https://c.example)\n\nfin\nici") == "Titre a b fin ici"


def test_hostile_texts_are_read_in_a_blink() -> None:
    start = perf_counter()
    for sign in ("[", "*", "_", "**", "[a](", "* ", "https://", "\\", "#", "`", "- ", "!["):
        html_of(sign * 10_000)
    assert perf_counter() - start < 10


def test_french_signs_never_start_a_line() -> None:
    assert tight("À 13 h ? « oui »") == "À 13\u00a0h\u00a0? «\u00a0oui\u00a0»"
