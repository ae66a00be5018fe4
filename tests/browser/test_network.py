"""The server dies in the middle of a conversation and comes back: nothing is lost, nothing comes twice."""

from browser.people import Adviser, Visitor
from browser.serving import Installation
from browser.stage import Stage
from playwright.sync_api import expect


def test_a_server_killed_and_started_again_loses_nothing_and_both_windows_resume_by_themselves(
    stage: Stage, installation: Installation
) -> None:
    stage.tolerated += ["net::ERR_", "WebSocket connection to"]
    visitor = Visitor(stage.enter(), installation.address)
    visitor.open()
    visitor.say("ma théière est arrivée cassée")
    visitor.menu("Parler à un humain")
    visitor.take("Parler à un conseiller ici")
    adviser = Adviser(stage.enter(), installation.address)
    adviser.rows.filter(has_text="ma théière est arrivée cassée").click()
    adviser.claim()
    adviser.say("Bonjour, dites-moi.")
    expect(visitor.turns("adviser")).to_have_count(1)

    visitor.input.fill("Envoyé juste avant la panne.")
    visitor.input.press("Enter")
    installation.kill()
    visitor.input.fill("Écrit pendant la panne.")
    visitor.input.press("Enter")
    expect(visitor.log.get_by_text("En attente de connexion").last).to_be_visible()
    adviser.composer.fill("Réponse écrite pendant la panne.")
    adviser.composer.press("Enter")
    expect(adviser.page.get_by_text("Connexion en direct interrompue")).to_be_visible()
    expect(adviser.transcript.locator(".pending")).to_have_count(1)
    installation.start()

    expect(visitor.log.get_by_text("En attente de connexion")).to_have_count(0)
    expect(visitor.turns("adviser")).to_have_count(2)
    expect(adviser.transcript.locator(".pending")).to_have_count(0)
    expect(adviser.page.get_by_text("Connexion en direct interrompue")).to_have_count(0)
    for text in ("Envoyé juste avant la panne.", "Écrit pendant la panne."):
        expect(visitor.said.filter(has_text=text)).to_have_count(1)
        expect(adviser.transcript.locator(".turn.theirs").filter(has_text=text)).to_have_count(1)
    adviser.say("Et tout est là.")
    expect(visitor.turns("adviser").last).to_contain_text("Et tout est là.")
    visitor.page.reload()
    expect(visitor.turns("adviser")).to_have_count(3)
    expect(visitor.said).to_have_count(3)
    adviser.close()
