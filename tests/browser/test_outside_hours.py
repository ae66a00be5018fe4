"""Nobody is there: the visitor leaves an e-mail or asks to be called, and the adviser finds both."""

import re

from browser.people import Adviser, Visitor
from browser.serving import Installation, wait_until
from browser.stage import Stage
from playwright.sync_api import expect

TICKET = re.compile(r"Votre numéro de demande est ([0-9A-F]{8})")


def test_an_email_left_outside_hours_keeps_what_was_typed_gets_a_number_and_is_answered_by_mail(
    stage: Stage, closed: Installation
) -> None:
    visitor = Visitor(stage.enter(), closed.address)
    visitor.open()
    expect(visitor.log).to_contain_text("Les conseillers sont de retour")
    visitor.say("que mangent les hérissons")
    expect(visitor.exits).to_have_count(2)
    visitor.take("Être recontacté par e-mail")
    visitor.field("Votre nom").fill("Paul Rey")
    visitor.field("Votre e-mail").fill("paul.rey@")
    visitor.field("Votre demande").fill("Je nourris un hérisson, que lui donner ?")
    visitor.form.get_by_role("button", name="Envoyer l'e-mail").click()
    expect(visitor.form).to_contain_text("Cette adresse semble incomplète")
    expect(visitor.field("Votre e-mail")).to_be_focused()

    visitor.page.reload()
    expect(visitor.field("Votre nom")).to_have_value("Paul Rey")
    expect(visitor.field("Votre demande")).to_have_value("Je nourris un hérisson, que lui donner ?")
    visitor.field("Votre e-mail").fill("paul.rey@exemple.fr")
    visitor.form.get_by_role("button", name="Envoyer l'e-mail").click()
    expect(visitor.escalated).to_contain_text(TICKET)
    ticket = TICKET.findall(visitor.escalated.inner_text())[0]
    wait_until(lambda: len(closed.mails(ticket)) == 1)
    [receipt] = closed.mails(ticket)
    assert receipt["To"] == "paul.rey@exemple.fr"
    assert "Je nourris un hérisson" in receipt.get_content()

    adviser = Adviser(stage.enter(), closed.address)
    adviser.rows.filter(has_text="Paul Rey").click()
    adviser.claim()
    expect(adviser.context.get_by_role("link", name="paul.rey@exemple.fr")).to_be_visible()
    adviser.composer.fill("Bonjour Paul,\n\nDes insectes, jamais de lait.")
    adviser.composer.press("Control+Enter")
    wait_until(lambda: len(closed.mails(ticket)) == 2)
    reply = closed.mails(ticket)[1]
    assert reply["To"] == "paul.rey@exemple.fr"
    assert "Des insectes, jamais de lait." in reply.get_content()
    adviser.close()
    expect(adviser.rows.filter(has_text="Paul Rey")).to_have_count(0)


def test_a_call_back_is_asked_for_one_of_the_times_offered_and_shown_to_the_adviser(
    stage: Stage, closed: Installation
) -> None:
    visitor = Visitor(stage.enter(), closed.address)
    visitor.open()
    visitor.say("où en est ma commande")
    visitor.menu("Parler à un humain")
    visitor.take("Être rappelé")
    visitor.field("Votre téléphone").fill("06 12")
    visitor.form.get_by_role("button", name="Demander le rappel").click()
    expect(visitor.form).to_contain_text("Ce numéro semble incomplet")
    expect(visitor.form).to_contain_text("Choisissez un créneau.")
    visitor.field("Votre téléphone").fill("06 12 34 56 78")
    slot = visitor.field("Quand vous appeler ?")
    slot.select_option(index=3)
    chosen = slot.locator("option:checked").inner_text()
    visitor.form.get_by_role("button", name="Demander le rappel").click()
    expect(visitor.escalated).to_contain_text(TICKET)
    expect(visitor.escalated).to_contain_text("nous vous rappelons au +33612345678")
    hour, minute = re.findall(r"(\d\d?):(\d\d)", chosen)[0]
    expect(visitor.escalated).to_contain_text(f"{int(hour)} h {minute}")

    adviser = Adviser(stage.enter(), closed.address)
    adviser.rows.filter(has_text="où en est ma commande").filter(has_text=f"{hour}:{minute}").click()
    adviser.claim()
    expect(adviser.page.locator(".callback-number")).to_have_attribute("href", "tel:+33612345678")
    expect(adviser.page.locator(".callback-time")).to_contain_text(f"{hour}:{minute}")
    adviser.composer.fill("Joint à l'heure dite.")
    adviser.composer.press("Enter")
    expect(adviser.transcript.locator(".note")).to_contain_text("Joint à l'heure dite.")
    adviser.close()
    expect(visitor.log).not_to_contain_text("Joint à l'heure dite.")
    expect(visitor.log.locator(".line-note")).to_have_count(0)
