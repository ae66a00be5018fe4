"""What search engines read of a page: questions and answers, and where the page stands, as schema.org JSON-LD."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from api.site.markdown import html_of
from knowledge.model import Entry

_CONTEXT = "https://schema.org"
# What could end a script, or a line of it, is written as an escape: it means the same in JSON.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def faq_page(entries: Iterable[Entry], *, lang: str, origin: str) -> dict[str, Any]:
    """Return a FAQPage of these questions and their answers."""
    return {
        "@context": _CONTEXT,
        "@type": "FAQPage",
        "inLanguage": lang,
        "mainEntity": [
            {
                "@type": "Question",
                "name": entry.question,
                "acceptedAnswer": {"@type": "Answer", "text": str(html_of(entry.answer, origin)).strip()},
            }
            for entry in entries
        ],
    }


def breadcrumbs(crumbs: Sequence[tuple[str, str]], *, origin: str) -> dict[str, Any]:
    """Return the way to a page, as names and addresses from the home page on."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": origin + path}
        for place, (name, path) in enumerate(crumbs, start=1)
    ]
    return {"@context": _CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def script(*things: dict[str, Any]) -> Markup:
    """Return what goes into a script element, whatever the texts hold."""
    body = json.dumps(things[0] if len(things) == 1 else things, ensure_ascii=False)
    return Markup(body.translate(_ESCAPES))  # noqa: S704 - nothing that could end the element is left
