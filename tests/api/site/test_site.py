"""The public FAQ as its visitors, search engines and curators meet it."""

import json
import re
import time
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

import pytest
from edge.installation import API, Site
from httpx import Response

from knowledge.model import Entry

PHONE = "06 12 34 56 78"
PASSE = "/faq/fr/passe/j-ai-oublie-mon-mot-de-passe"
HOSTILE = Entry(
    "mechant",
    "fr",
    "Où est </script><script>alert(1)</script> ?",
    "[x](javascript:alert(1)) </script><b>gras</b>",
    category="<i>",
)
BROWSER = {"User-Agent": "Mozilla/5.0 Firefox/140.0"}


@pytest.fixture
def opine(site: Site) -> Callable[..., Response]:
    def post(id: str = "delai", *, origin: str = "http://testserver", **said: str) -> Response:
        return site.client.post(f"/faq/fr/{id}/opinion", data=said, headers={"Origin": origin}, follow_redirects=False)

    return post


@pytest.fixture
def hostile(site: Site) -> Iterator[str]:
    entry = site.engine.curation.create(HOSTILE, author="test")
    site.engine.publisher.publish([entry.id], author="test")
    yield site.client.get(f"/faq/fr/{entry.id}").text
    site.engine.publisher.retire([entry.id], author="test")


def data(html: str) -> list[dict[str, object]]:
    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    told = json.loads(found)
    return told if isinstance(told, list) else [told]


@pytest.mark.parametrize(("asked", "lang"), [("en-GB,fr;q=0.5", "en"), ("de,fr", "fr"), ("de", "fr"), ("", "fr")])
def test_the_front_leads_to_the_reader_s_language(site: Site, asked: str, lang: str) -> None:
    answer = site.client.get("/faq", headers={"Accept-Language": asked}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (302, f"/faq/{lang}")


def test_the_home_page_shows_the_themes_of_its_language_alone(site: Site) -> None:
    french, english = (site.client.get(f"/faq/{lang}").text for lang in ("fr", "en"))
    assert 'href="/faq/fr/livraison"' in french and PASSE in french
    assert "Where is my invoice?" in english and "Où trouver ma facture" not in english


def test_an_entry_has_its_page_and_says_what_it_is_to_search_engines(site: Site) -> None:
    answer = site.client.get("/faq/fr/delai/quels-sont-les-delais-de-livraison")
    assert answer.status_code == 200
    assert "<h1>Quels sont les délais de livraison\u00a0?</h1>" in answer.text
    assert "<p>Comptez <strong>3\u00a0jours</strong>.</p>" in answer.text or "<strong>3 jours</strong>" in answer.text
    address = "http://testserver/faq/fr/delai/quels-sont-les-delais-de-livraison"
    assert f'<link rel="canonical" href="{address}">' in answer.text
    assert f'<meta property="og:url" content="{address}">' in answer.text
    assert '<meta name="description" content="Comptez 3 jours.">' in answer.text
    page, crumbs = data(answer.text)
    assert (page["@type"], crumbs["@type"]) == ("FAQPage", "BreadcrumbList")
    assert page["mainEntity"][0]["name"] == "Quels sont les délais de livraison ?"  # type: ignore[index]


@pytest.mark.parametrize(
    "old", ["/faq/fr/passe", "/faq/fr/passe/question-d-hier", "/faq/en/passe/x", "/faq/xx/passe/x"]
)
def test_an_old_address_leads_to_the_one_of_today(site: Site, old: str) -> None:
    answer = site.client.get(old, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (301, PASSE)


def test_translations_know_each_other_and_each_leads_to_its_own_language(site: Site) -> None:
    english = Entry("pickup", "en", "Can I pick up?", "Yes.", category="retours", translation_of="retour")
    site.engine.curation.create(english, author="test")
    site.engine.publisher.publish(["pickup"], author="test")
    for path in ("/faq/fr/retour/comment-retourner-un-article", "/faq/en/pickup/can-i-pick-up"):
        html = site.client.get(path).text
        assert 'hreflang="en" href="http://testserver/faq/en/pickup/can-i-pick-up"' in html
        assert 'hreflang="fr" href="http://testserver/faq/fr/retour/comment-retourner-un-article"' in html
    moved = site.client.get("/faq/en/retour/x", follow_redirects=False)
    assert moved.headers["location"] == "/faq/en/pickup/can-i-pick-up"
    root = ElementTree.fromstring(site.client.get("/sitemap.xml").text)
    links = [link.get("href") for link in root.iter("{http://www.w3.org/1999/xhtml}link")]
    assert links.count("http://testserver/faq/en/pickup/can-i-pick-up") == 2
    site.engine.publisher.retire(["pickup"], author="test")


def test_a_retired_entry_is_gone_and_an_unknown_one_was_never_there(site: Site) -> None:
    site.engine.publisher.retire(["invoice"], author="test")
    gone = site.client.get("/faq/en/invoice/where-is-my-invoice")
    site.engine.publisher.publish(["invoice"], author="test")
    assert (gone.status_code, gone.headers["content-type"]) == (410, "text/html; charset=utf-8")
    assert "no longer online" in gone.text and 'name="robots" content="noindex"' in gone.text
    for path in ("/faq/fr/rien/rien", "/faq/fr/rien", "/faq/xx", "/faq/fr/a/b/c", "/faq/fr/%00/x", "/faq/zz/search"):
        missing = site.client.get(path)
        assert missing.status_code == 404 and 'role="search"' in missing.text, path


def test_a_draft_is_on_no_page(site: Site) -> None:
    site.engine.curation.create(Entry("brouillon", "fr", "Un secret ?", "Oui.", category="livraison"), author="test")
    assert site.client.get("/faq/fr/brouillon").status_code == 404
    for path in ("/faq/fr", "/faq/fr/livraison", "/sitemap.xml", "/faq/fr/search?q=secret"):
        assert "Un secret" not in site.client.get(path).text and "brouillon" not in site.client.get(path).text


def test_a_search_works_without_a_script(site: Site) -> None:
    html = site.client.get("/faq/fr/search", params={"q": "mot de passe oublié"}).text
    assert PASSE in html and "<mark>passe</mark>" in html and "noindex" in html
    nothing = site.client.get("/faq/fr/search", params={"q": "</title><script>bitcoin"}).text
    assert "<script>bitcoin" not in nothing
    assert "&lt;/title&gt;" in nothing
    assert site.client.get("/faq/fr/search", params={"q": "x" * 5_000}).status_code == 200


def test_nothing_that_was_written_becomes_markup(hostile: str) -> None:
    assert "alert(1)</script>" not in hostile and "<b>gras" not in hostile and 'href="javascript' not in hostile
    assert hostile.count("<script") == 3
    assert data(hostile)[0]["mainEntity"][0]["name"] == HOSTILE.question  # type: ignore[index]


def test_a_page_that_the_browser_has_is_not_sent_again(site: Site) -> None:
    first = site.client.get(PASSE)
    tag = first.headers["etag"]
    again = site.client.get(PASSE, headers={"If-None-Match": f'"x", W/{tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert site.client.get(PASSE, headers={"If-None-Match": '"x"'}).status_code == 200
    assert first.headers["content-security-policy"].startswith("default-src 'self'")
    assert site.client.head(PASSE).status_code == 200


def test_absolute_addresses_are_those_of_the_setting(site: Site) -> None:
    kept = site.engine.settings
    site.engine.settings = kept.model_copy(update={"public_url": "https://help.shop.example"})
    html, robots = site.client.get(PASSE).text, site.client.get("/robots.txt").text
    site.engine.settings = kept
    assert f'rel="canonical" href="https://help.shop.example{PASSE}"' in html
    assert "Sitemap: https://help.shop.example/sitemap.xml" in robots and "Disallow: /api/" in robots


def test_the_search_route_groups_by_theme_and_says_where_an_answer_is(site: Site) -> None:
    body = site.client.get(f"{API}/search", params={"q": "livraison", "lang": "fr"}).json()
    assert body["groups"][0]["category"] == "livraison"
    assert {id for group in body["groups"] for id in group["ids"]} == {result["id"] for result in body["results"]}
    assert site.client.get(body["results"][0]["path"]).status_code == 200
    assert "".join(piece["text"] for piece in body["results"][0]["pieces"]) == body["results"][0]["question"]


def test_where_the_visitor_stands_changes_the_order_and_no_confidence(site: Site) -> None:
    asked = {"q": "combien", "lang": "fr", "limit": 20}
    plain = site.client.get(f"{API}/search", params=asked).json()["results"]
    ways = [{"category": "retours"}, {"page": "http://testserver/faq/fr/retours"}, {"page": "http://["}]
    for where in ways:
        other = site.client.get(f"{API}/search", params=asked | where).json()["results"]
        assert {each["id"]: each["confidence"] for each in other} == {each["id"]: each["confidence"] for each in plain}


def test_an_opinion_is_kept_without_a_script_and_the_last_one_counts(
    site: Site, opine: Callable[..., Response]
) -> None:
    kept = opine(helpful="yes")
    assert (kept.status_code, kept.headers["location"].split("?")[1]) == (303, "said=yes#opinion")
    assert "HttpOnly" in kept.headers["set-cookie"]
    assert "Merci" in site.client.get(kept.headers["location"]).text
    opine(helpful="no", comment=f"Et pour la Corse ? Appelez le {PHONE}.")
    seen = site.client.get(f"{API}/entries/delai/opinions", headers=site.staff("Carl")).json()
    assert (seen["yes"], seen["no"]) == (0, 1)
    [opinion] = seen["opinions"]
    assert opinion["comment"] == "Et pour la Corse ? Appelez le <PHONE>." and opinion["revision"] == 1
    assert opinion.keys() == {"helpful", "comment", "revision", "at"}
    site.client.cookies.clear()


def test_an_opinion_from_elsewhere_on_nothing_or_too_often_is_refused(
    site: Site, opine: Callable[..., Response]
) -> None:
    elsewhere = opine(helpful="yes", origin="https://evil.example")
    assert (elsewhere.status_code, "autre site" in elsewhere.text) == (403, True)
    assert opine("rien", helpful="yes").status_code == 404
    assert opine(helpful="peut-être").status_code == 404
    often = [opine("frais", helpful="yes").status_code for _ in range(12)]
    assert often[-1] == 429
    site.client.cookies.clear()


def test_only_those_who_curate_read_opinions(site: Site) -> None:
    path = f"{API}/entries/delai/opinions"
    assert site.client.get(path).status_code == 401
    assert site.client.get(path, headers=site.staff("Ada")).status_code == 403
    assert (
        site.client.get(f"{API}/entries/rien/opinions", headers=site.staff("Carl")).json()["code"] == "entry-not-found"
    )


def test_what_is_opened_is_asked_now_and_programs_count_for_nothing(site: Site) -> None:
    for number in range(3):
        site.client.get(PASSE, headers={"User-Agent": f"Mozilla/5.0 Firefox/{number}"})
    path = "/faq/fr/frais/combien-coute-la-livraison"
    site.client.get(path, headers={"User-Agent": "Googlebot/2.1"})
    site.client.get(path, headers=BROWSER | {"Sec-Purpose": "prefetch;prerender"})
    site.engine.faq.save()
    site.engine.faq.count()
    assert site.engine.faq.pulse.asked == ("passe",)
    assert "Les plus demandées" in site.client.get("/faq/fr").text


def test_a_click_counts_once_a_day_and_moves_no_confidence(site: Site) -> None:
    asked = {"q": "livraison", "lang": "fr"}
    before = site.client.get(f"{API}/search", params=asked).json()["results"]
    body = {"entry_id": "frais", "shown": ["delai", "frais", "inconnu"]}
    here = BROWSER | {"Origin": "http://testserver"}
    assert [site.client.post(f"{API}/site/clicks", json=body, headers=here).status_code for _ in range(3)] == [204] * 3
    site.engine.faq.save()
    site.engine.faq.count()
    after = site.client.get(f"{API}/search", params=asked).json()["results"]
    assert {each["id"]: each["confidence"] for each in after} == {each["id"]: each["confidence"] for each in before}
    lifts = site.engine.faq.pulse.lifts
    assert lifts["frais"] > lifts["delai"] and "inconnu" not in lifts
    codes = [site.client.post(f"{API}/site/clicks", json=body, headers=here).status_code for _ in range(60)]
    assert codes[-1] == 429


@pytest.mark.parametrize(
    ("body", "origin", "code"),
    [
        ({"entry_id": "frais", "shown": []}, "http://testserver", 422),
        ({"entry_id": "frais", "shown": ["a"] * 21}, "http://testserver", 422),
        ({"entry_id": "frais", "shown": ["frais"]}, "https://evil.example", 403),
    ],
)
def test_a_click_that_is_none_is_refused(site: Site, body: dict[str, object], origin: str, code: int) -> None:
    assert site.client.post(f"{API}/site/clicks", json=body, headers={"Origin": origin}).status_code == code


def test_what_was_counted_is_saved_beside_the_requests(site: Site) -> None:
    site.client.get("/faq/en/delay/how-long-does-delivery-take", headers=BROWSER)
    today, ends = site.engine.clock().date(), time.monotonic() + 20
    visits = site.engine.faq._visits
    while "delay" not in visits.asked(today, today) and time.monotonic() < ends:
        time.sleep(0.1)
    assert visits.asked(today, today)["delay"] == {today: 1}


def test_a_page_of_the_site_is_built_in_a_few_milliseconds(site: Site) -> None:
    site.client.get(PASSE)
    start = time.perf_counter()
    for _ in range(20):
        site.client.get(PASSE)
    assert (time.perf_counter() - start) / 20 < 0.1
