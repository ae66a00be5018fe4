"""What is published is in service at once, and judged soon after: every process is as sure of the same answer."""

from collections.abc import Iterator

import pytest
from edge.installation import Borrower

from api.settings import Settings
from api.wiring import Engine
from knowledge.model import Entry, Variant
from nlu.encoders import Encoders

ENTRIES = [
    Entry("suivi", "fr", "Où est mon colis ?", "Là.", (Variant("suivre ma commande"), Variant("colis pas reçu"))),
    Entry("retour", "fr", "Comment retourner un article ?", "Ainsi.", (Variant("renvoyer un produit"),)),
    Entry("facture", "fr", "Où trouver ma facture ?", "Dans votre compte.", (Variant("obtenir une facture"),)),
]


@pytest.fixture
def site(engine: Engine, tmp_path: object) -> Iterator[Engine]:
    site = Borrower(engine, Settings(home=tmp_path, database=""))
    yield site
    site.close()


def publish(site: Engine, *entries: Entry) -> int:
    saved = [site.curation.create(entry, author="test") for entry in entries]
    return site.publisher.publish([entry.id for entry in saved], author="test")


def jobs(site: Engine) -> list[str]:
    found = []
    while job := site.jobs.claim(["judge"]):
        found.append(job.key)
        site.jobs.done(job)
    return found


def confidence(site: Engine, text: str) -> list[float]:
    from dialogue.mind import query

    understanding = site.reader.read(text, page="fr", conversation="fr")
    return [match.confidence for match in site.knowledge.base.search(query(understanding))]


def test_a_new_version_is_in_service_before_it_is_judged(site: Engine) -> None:
    version = publish(site, *ENTRIES)
    assert site.knowledge.base.version == version
    assert len(confidence(site, "où est mon colis")) == 3
    assert site.documents.read(site.publisher.document) is None
    (key,) = jobs(site)
    assert key.startswith(f"v{version}-")


def test_another_encoder_asks_for_another_judgement_of_the_same_version(site: Engine, engine: Engine) -> None:
    publish(site, *ENTRIES)
    site.publisher.judge()
    assert len(jobs(site)) == 1
    general = engine.encoders.of("fr", "en")
    other = Borrower(engine, site.settings)
    other.__dict__["encoders"] = Encoders(general, {"fr": engine.encoders.of("en")})
    other.publisher.refresh()
    assert len(jobs(site)) == 1
    other.close()


def test_processes_with_other_encoders_keep_a_judgement_each(site: Engine, engine: Engine) -> None:
    publish(site, *ENTRIES)
    site.publisher.judge()
    mine = site.documents.read(site.publisher.document)
    other = Borrower(engine, site.settings)
    other.__dict__["encoders"] = Encoders(engine.encoders.of("fr", "en"), {"fr": engine.encoders.of("en")})
    other.publisher.judge()
    assert other.publisher.document != site.publisher.document
    assert other.documents.read(other.publisher.document) is not None
    assert site.documents.read(site.publisher.document) == mine
    assert site.publisher.refresh() is False
    other.close()


def test_judging_is_done_once_a_version(site: Engine) -> None:
    publish(site, *ENTRIES)
    site.publisher.judge()
    first = site.documents.read(site.publisher.document)
    assert first is not None
    site.publisher.judge()
    assert site.documents.read(site.publisher.document) == first
    publish(site, Entry("carte", "fr", "Puis-je payer par carte ?", "Oui."))
    site.publisher.judge()
    second = site.documents.read(site.publisher.document)
    assert second is not None and second[0] == first[0] + 1


def test_an_edit_keeps_the_last_judgement_until_it_is_judged_itself(site: Engine) -> None:
    publish(site, *ENTRIES)
    site.publisher.judge()
    judged = site.knowledge.base.threshold(10)
    publish(site, Entry("carte", "fr", "Puis-je payer par carte ?", "Oui."))
    assert site.knowledge.base.threshold(10) == judged


def test_a_head_that_goes_on_from_the_last_knows_what_one_learned_anew_knows(site: Engine) -> None:
    publish(site, *ENTRIES)
    site.publisher.judge()
    publish(site, Entry("carte", "fr", "Puis-je payer par carte ?", "Oui.", (Variant("paiement par carte bleue"),)))
    texts = ("où est mon colis", "carte bleue", "une facture", "renvoyer")
    hurried = [confidence(site, text) for text in texts]
    site.publisher.judge()
    for before, after in zip(hurried, [confidence(site, text) for text in texts], strict=True):
        assert before[0] == pytest.approx(after[0], abs=0.15)


def test_another_process_takes_up_the_judgement_and_is_as_sure(site: Engine, engine: Engine) -> None:
    other = Borrower(engine, site.settings)
    publish(site, *ENTRIES)
    assert other.publisher.refresh() is True
    site.publisher.judge()
    assert other.publisher.refresh() is True
    assert other.publisher.refresh() is False
    for text in ("où est mon colis", "bonjour facture"):
        assert confidence(other, text) == pytest.approx(confidence(site, text), abs=1e-6)
    other.close()


def test_nothing_published_can_be_judged_too(site: Engine) -> None:
    site.publisher.judge()
    assert confidence(site, "où est mon colis") == []


def test_the_worker_judges_what_was_published(site: Engine) -> None:
    from api.handlers import handlers

    publish(site, *ENTRIES)
    heard: list[float] = []
    handlers(site)["judge"]({}, heard.append)
    assert site.documents.read(site.publisher.document) is not None


def test_a_process_that_starts_takes_up_what_was_learned(site: Engine, engine: Engine) -> None:
    publish(site, *ENTRIES)
    site.publisher.judge()
    other = Borrower(engine, site.settings)
    assert other.publisher.refresh()
    for text in ("où est mon colis", "renvoyer", "facture d'hier"):
        assert confidence(other, text) == confidence(site, text)
    heads = [each.knowledge.base.shelves["fr"].learned.score for each in (site, other)]
    assert (heads[0].weights == heads[1].weights).all()  # type: ignore[attr-defined]
    other.close()


def test_little_that_changed_in_many_entries_is_served_but_not_judged_again(site: Engine) -> None:
    publish(site, *(Entry(f"e{at}", "fr", f"Question {at * 7919} ?", f"Réponse {at * 104729}.") for at in range(120)))
    site.publisher.judge()
    judged = site.documents.read(site.publisher.document)
    assert judged
    jobs(site)
    version = publish(site, ENTRIES[0])
    site.publisher.judge()
    assert (site.knowledge.base.version, jobs(site)) == (version, [])
    assert site.documents.read(site.publisher.document) == judged
    assert confidence(site, "où est mon colis")
    publish(site, *ENTRIES[1:])
    assert len(jobs(site)) == 1


def test_a_process_that_has_not_heard_of_a_version_yet_judges_it_all_the_same(site: Engine, engine: Engine) -> None:
    publish(site, *ENTRIES[:2])
    site.publisher.judge()
    other = Borrower(engine, site.settings)
    other.publisher.refresh()
    judged = site.documents.read(site.publisher.document)
    version = publish(site, ENTRIES[2])
    assert other.knowledge.base.version < version
    other.publisher.judge()
    newest = site.documents.read(site.publisher.document)
    assert judged and newest
    assert (newest[0], newest[1]["cause"]["version"]) == (judged[0] + 1, version)
    other.close()
