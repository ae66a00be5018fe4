"""Flows in the window: an order is found, a question answered on the way, buttons by the keyboard, a human told all."""

import re

import pytest
from browser.axe import violations
from browser.people import Adviser, Visitor
from browser.stage import DESKTOP, PHONE, Stage, tab_to
from playwright.sync_api import ViewportSize, expect

ORDER, EMAIL = "MP-26110041", "camille.exemple@example.org"
FRENCH = (
    "fr",
    "où est ma commande",
    "Quel est votre numéro de commande",
    "c’est combien la livraison",
    "5,90 €",
    "confirmée",
)
ENGLISH = ("en", "where is my order", "order number", "how much is delivery", "€5.90", "confirmed")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(("lang", "asks", "wanted", "question", "answer", "status"), [FRENCH, ENGLISH])
def test_an_order_is_found_and_a_question_on_the_way_answered(
    stage: Stage,
    address: str,
    size: ViewportSize,
    lang: str,
    asks: str,
    wanted: str,
    question: str,
    answer: str,
    status: str,
) -> None:
    visitor = Visitor(stage.enter(lang=lang, size=size), address, lang=lang)
    visitor.open()
    agent = visitor.turns("agent")
    visitor.say(asks)
    expect(agent.last).to_contain_text(wanted)
    visitor.say(question)
    expect(visitor.mentions(answer)).to_have_count(1)
    expect(agent.last).to_contain_text(wanted)
    visitor.say(ORDER)
    visitor.say(EMAIL)
    expect(agent.last).to_contain_text(status)
    expect(agent.last).to_contain_text(ORDER)
    assert violations(visitor.page) == []


def test_buttons_are_pressed_by_the_keyboard_and_shown_as_said(stage: Stage, address: str) -> None:
    visitor = Visitor(stage.enter(), address)
    visitor.open()
    visitor.say("je voudrais annuler ma commande")
    visitor.say(ORDER)
    visitor.say(EMAIL)
    buttons = visitor.log.locator(".choices").last.get_by_role("button")
    expect(buttons).not_to_have_count(0)
    expect(buttons.filter(has_text=re.compile("^Aucune de ces"))).to_have_count(0)
    assert violations(visitor.page) == []
    no = buttons.filter(has_text=re.compile("^Non"))
    words = no.inner_text()
    tab_to(no, key="Shift+Tab")
    visitor.page.keyboard.press("Enter")
    expect(visitor.said.last).to_have_text(re.compile(re.escape(words)))
    expect(buttons.first).to_be_disabled()


def test_the_adviser_reads_what_was_told_to_the_form(stage: Stage, address: str) -> None:
    visitor = Visitor(stage.enter(), address)
    visitor.open()
    visitor.say("où est ma commande")
    visitor.say(ORDER)
    visitor.say("je veux parler à un conseiller")
    visitor.take("Parler à un conseiller ici")
    adviser = Adviser(stage.enter(), address)
    adviser.rows.filter(has_text="où est ma commande").first.click()
    told = adviser.transcript.locator(".told")
    expect(told).to_contain_text("Déjà dit à l’assistant")
    expect(told).to_contain_text(ORDER)
    assert violations(adviser.page) == []
    adviser.claim()
    adviser.close()
