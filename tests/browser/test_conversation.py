"""One window: the visitor asks, is answered, is asked back, and is handed to a human in the same place."""

from dataclasses import dataclass

import pytest
from browser.people import Adviser, Visitor
from browser.serving import entry
from browser.stage import PHONE, Stage, tab_to
from playwright.sync_api import expect


@dataclass(frozen=True, slots=True)
class Words:
    """What the story says and reads in one language."""

    known: str
    entry_id: str
    unknown: str
    yes: str
    thanks: str
    chat: str
    coming: str
    live: str
    typing: str
    customer_typing: str
    joined: str
    closed: str
    stars: str
    rated: str
    told: str


FRENCH = Words(
    known="combien coute la livraison",
    entry_id="frais-livraison",
    unknown="quelle est la recette du clafoutis",
    yes="Oui",
    thanks="Merci, c'est noté.",
    chat="Parler à un conseiller ici",
    coming="Un conseiller arrive",
    live="Vous répond en direct",
    typing="camille écrit",
    customer_typing="Le client écrit…",
    joined="camille a rejoint la conversation.",
    closed="camille a clos la conversation.",
    stars="4 étoiles sur 5",
    rated="Merci pour votre avis.",
    told="Le client donne 4 sur 5",
)
ENGLISH = Words(
    known="how much is delivery",
    entry_id="delivery-cost",
    unknown="what is the recipe of the apple pie",
    yes="Yes",
    thanks="Thank you, noted.",
    chat="Talk to an adviser here",
    coming="An adviser is coming",
    live="Answering you live",
    typing="camille is writing",
    customer_typing="The customer is writing…",
    joined="camille joined the conversation.",
    closed="camille closed the conversation.",
    stars="4 stars out of 5",
    rated="Thank you for your rating.",
    told="4 out of 5",
)


@pytest.mark.parametrize(("lang", "words"), [("fr", FRENCH), ("en", ENGLISH)], ids=["fr", "en"])
def test_a_visitor_is_answered_asked_back_and_handed_to_an_adviser_in_one_window(
    stage: Stage, address: str, ambiguous: dict[str, str], lang: str, words: Words
) -> None:
    visitor = Visitor(stage.enter(lang=lang), address, lang=lang)
    visitor.open()
    _is_answered_and_says_yes(visitor, words)
    _is_asked_back_and_picks(visitor, ambiguous[lang])
    visitor.say(words.unknown)
    expect(visitor.exits).to_have_count(3)
    visitor.take(words.chat)
    expect(visitor.escalated).to_be_visible()
    expect(visitor.header).to_contain_text(words.coming)
    said_by_agent = visitor.turns("agent").count()

    adviser = Adviser(stage.enter(lang=lang), address)
    _claims_by_the_keyboard(adviser, words)
    expect(visitor.log.get_by_text(words.joined)).to_be_visible()
    expect(visitor.header).to_contain_text(words.live)
    _talk(visitor, adviser, words)
    _reloads_and_goes_on(visitor, adviser)
    assert visitor.turns("agent").count() == said_by_agent, "the agent spoke although a human had taken over"

    adviser.close()
    expect(visitor.log.get_by_text(words.closed)).to_have_count(1)
    _rates(visitor, adviser, words)
    visitor.say(words.known)
    expect(visitor.questions).to_have_count(3)
    expect(visitor.log.get_by_text(words.closed)).to_have_count(1)


def _is_answered_and_says_yes(visitor: Visitor, words: Words) -> None:
    visitor.say(words.known)
    answered = entry(words.entry_id)
    expect(visitor.questions).to_have_text([answered.question])
    expect(visitor.mentions(answered.answer.replace("**", ""))).to_have_count(1)
    visitor.log.get_by_role("button", name=words.yes).click()
    expect(visitor.log.get_by_text(words.thanks)).to_be_visible()


def _is_asked_back_and_picks(visitor: Visitor, text: str) -> None:
    visitor.say(text)
    expect(visitor.clarify).not_to_have_count(0)
    assert visitor.clarify.count() <= 4, "three close questions at most, and none of these"
    picked = visitor.clarify.first.inner_text()
    tab_to(visitor.clarify.first, key="Shift+Tab")
    visitor.page.keyboard.press("Enter")
    expect(visitor.questions).to_have_count(2)
    expect(visitor.questions.last).to_have_text(picked)


def _claims_by_the_keyboard(adviser: Adviser, words: Words) -> None:
    waiting = adviser.rows.filter(has_text=words.unknown)
    expect(waiting).to_have_count(1)
    tab_to(waiting, key="j")
    adviser.page.keyboard.press("Enter")
    expect(adviser.title).to_have_text(words.unknown)
    expect(adviser.transcript.locator(".why").first).to_contain_text("%")
    adviser.page.keyboard.press("c")
    expect(adviser.composer).to_be_focused()


def _talk(visitor: Visitor, adviser: Adviser, words: Words) -> None:
    adviser.page.keyboard.type("Bonjour, je m'en occupe.")
    expect(visitor.log.locator(".dots")).to_contain_text(words.typing)
    adviser.page.keyboard.press("Enter")
    expect(visitor.turns("adviser")).to_have_count(1)
    visitor.input.press_sequentially("Merci")
    expect(adviser.page.get_by_text(words.customer_typing)).to_be_visible()
    visitor.say(words.known)
    expect(adviser.transcript.locator(".turn.theirs").last).to_contain_text(words.known)


def _reloads_and_goes_on(visitor: Visitor, adviser: Adviser) -> None:
    before = visitor.log.locator(".turn").all_inner_texts()
    visitor.page.reload()
    expect(visitor.turns("adviser")).to_have_count(1)
    assert visitor.log.locator(".turn").all_inner_texts() == before
    visitor.say("Toujours là ?")
    expect(adviser.transcript.locator(".turn.theirs").last).to_contain_text("Toujours là ?")
    adviser.say("Toujours.")
    expect(visitor.turns("adviser").last).to_contain_text("Toujours.")


def _rates(visitor: Visitor, adviser: Adviser, words: Words) -> None:
    visitor.rating.get_by_role("radio", name=words.stars).check()
    visitor.rating.locator("textarea").fill("Rapide et clair.")
    visitor.rating.get_by_role("button").click()
    expect(visitor.log.get_by_text(words.rated)).to_be_visible()
    expect(visitor.rating).to_have_count(0)
    adviser.tab("closed")
    adviser.rows.filter(has_text=words.unknown).click()
    expect(adviser.transcript).to_contain_text(words.told)
    expect(adviser.transcript).to_contain_text("Rapide et clair.")


def test_typing_with_a_mistake_shows_close_questions_and_the_keyboard_picks_one(stage: Stage, address: str) -> None:
    visitor = Visitor(stage.enter(), address)
    visitor.open()
    visitor.input.press_sequentially("rembourssment")
    expect(visitor.found.filter(has_text="rembours")).not_to_have_count(0)
    visitor.page.keyboard.press("ArrowDown")
    chosen = visitor.found.first
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(visitor.input).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "none")
    question = chosen.inner_text()
    visitor.page.keyboard.press("Enter")
    expect(visitor.said).to_contain_text(question)
    expect(visitor.questions).to_have_text([question])
    expect(visitor.found).to_have_count(0)
    expect(visitor.input).to_have_value("")

    visitor.input.press_sequentially("livraison")
    expect(visitor.found).not_to_have_count(0)
    visitor.page.keyboard.press("Escape")
    expect(visitor.found).to_have_count(0)
    expect(visitor.panel).to_be_visible()


def test_the_keyboard_alone_opens_asks_judges_and_closes(stage: Stage, address: str) -> None:
    visitor = Visitor(stage.enter(), address)
    tab_to(visitor.button)
    visitor.page.keyboard.press("Enter")
    expect(visitor.input).to_be_focused()
    visitor.page.keyboard.type("combien coûte la livraison")
    visitor.page.keyboard.press("Enter")
    expect(visitor.questions).to_have_count(1)
    tab_to(visitor.log.get_by_role("button", name="Oui"), key="Shift+Tab")
    visitor.page.keyboard.press("Enter")
    expect(visitor.log.get_by_text("Merci, c'est noté.")).to_be_visible()
    tab_to(visitor.header.get_by_role("button", name="Menu"), key="Shift+Tab")
    visitor.page.keyboard.press("Enter")
    expect(visitor.header.get_by_role("menuitem").first).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(visitor.panel).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(visitor.panel).to_be_hidden()
    expect(visitor.button).to_be_focused()


def test_on_a_phone_the_window_is_the_whole_screen_and_keeps_the_focus(stage: Stage, address: str) -> None:
    visitor = Visitor(stage.enter(size=PHONE), address)
    visitor.open()
    box = visitor.panel.bounding_box()
    assert box == {"x": 0, "y": 0, **PHONE}
    for _ in range(20):
        visitor.page.keyboard.press("Tab")
        assert visitor.page.evaluate("document.activeElement.localName") == "comptoir-chat"
    visitor.say("combien coûte la livraison")
    expect(visitor.questions).to_be_in_viewport()
    visitor.page.keyboard.press("Escape")
    expect(visitor.button).to_be_focused()


def test_a_question_written_in_the_page_itself_opens_the_window_with_its_answer(stage: Stage, address: str) -> None:
    visitor = Visitor(stage.enter(), address)
    visitor.page.locator("#question").fill("comment retourner un article")
    visitor.page.keyboard.press("Enter")
    expect(visitor.questions).to_have_text([entry("retourner-article").question])


def test_a_breach_of_the_security_policy_would_be_heard(stage: Stage, address: str) -> None:
    visitor = Visitor(stage.enter(), address)
    visitor.page.evaluate("try { document.body.innerHTML = '<p>' } catch {}")
    with visitor.page.expect_console_message(lambda message: "policy violation: img-src" in message.text):
        visitor.page.evaluate(
            "document.body.append(Object.assign(new Image(), { src: 'http://elsewhere.example/x.png' }))"
        )
    assert sum("policy violation" in fault for fault in stage.faults) == 2
    stage.tolerated += ["policy violation", "Content Security Policy", "requires 'TrustedHTML'"]
