"""Drafts from needs, and the rules of every save."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api.storage.database import open_database
from api.storage.entries import SqlEntries
from api.storage.learnings import SqlLearnings
from api.storage.migrate import migrate
from api.storage.needs import SqlNeeds
from knowledge.curation import Curation, DraftReport, free_id, tidy
from knowledge.errors import EditConflict, EmptyQuestion, TooLong
from knowledge.model import Entry, Need, Variant

TRACK = Need(
    id="n-track",
    name="Où est ma commande ?",
    lang="fr",
    volume=3,
    request_ids=("r1", "r2", "r3"),
    wordings=("ou est ma commande", "Où est ma commande ?", "g rien recu"),
    reply="Ouvrez *Mes commandes*.",
)
INVOICE = Need(
    id="n-invoice",
    name="Ma facture ?",
    lang="fr",
    volume=2,
    request_ids=("r4", "r5"),
    wordings=("facture svp", "ma facture"),
)
ALONE = Need(id="n-alone", name="Il pleut", lang="fr", volume=1, request_ids=("r6",), wordings=("il pleut",))
ANSWERED = replace(
    ALONE, id="n-answered", name="Vendez-vous des aquariums ?", wordings=("des aquariums ?",), reply="Non."
)


class Base:
    """Curation over a real database of its own."""

    def __init__(self, url: str) -> None:
        self.database = open_database(url)
        migrate(self.database)
        self.entries, self.needs = SqlEntries(self.database), SqlNeeds(self.database)
        self.learnings = SqlLearnings(self.database)
        self.curation = Curation(self.entries)

    def learn(self, *needs: Need, author: str = "learning") -> DraftReport:
        drafts = self.curation.drafts_of(needs)
        self.learnings.keep(needs, drafts, {}, author=author)
        return drafts.report

    def ids(self) -> list[str]:
        return [entry.id for entry in self.entries.all()]


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    base = Base(f"sqlite:///{tmp_path / 'base.db'}")
    yield base
    base.database.close()


def test_a_need_becomes_a_draft_with_the_words_of_customers(base: Base) -> None:
    base.learn(TRACK)
    (entry,) = base.entries.all()
    assert (entry.id, entry.question, entry.lang, entry.need_id) == ("ou-est-ma-commande", TRACK.name, "fr", "n-track")
    assert entry.answer == "Ouvrez *Mes commandes*."
    assert entry.variants == (Variant("ou est ma commande", "request"), Variant("g rien recu", "request"))
    assert (entry.status, entry.updated_by) == ("draft", "learning")


def test_only_needs_asked_twice_or_already_replied_to_are_drafted(base: Base) -> None:
    report = base.learn(TRACK, INVOICE, ALONE, ANSWERED)
    assert base.ids() == ["ma-facture", "ou-est-ma-commande", "vendez-vous-des-aquariums"]
    assert set(report.created) == set(base.ids())
    assert (report.refreshed, report.deleted, report.known) == ((), (), 0)


def test_the_needs_are_kept_as_the_last_found(base: Base) -> None:
    base.learn(TRACK)
    base.learn(INVOICE, ALONE)
    assert base.needs.all() == [INVOICE, ALONE]


def test_learning_the_same_again_changes_nothing(base: Base) -> None:
    base.learn(TRACK, INVOICE)
    before = base.entries.all()
    assert base.learn(TRACK, INVOICE) == DraftReport((), (), (), 0)
    assert base.entries.all() == before


def test_an_untouched_draft_follows_its_need(base: Base) -> None:
    base.learn(TRACK, INVOICE)
    grown = replace(TRACK, volume=9, wordings=(*TRACK.wordings, "suivre mon colis"))
    report = base.learn(grown, author="paul")
    assert (report.created, report.refreshed, report.deleted) == ((), ("ou-est-ma-commande",), ("ma-facture",))
    (entry,) = base.entries.all()
    assert entry.variants[-1] == Variant("suivre mon colis", "request")
    assert base.learn(INVOICE).deleted == ("ou-est-ma-commande",)


def test_what_a_person_edited_is_never_overwritten(base: Base) -> None:
    base.learn(TRACK)
    edited = base.curation.edit(replace(base.entries.get("ou-est-ma-commande"), answer="Chez nous."), author="léa")
    for needs in ((replace(TRACK, reply="Autre chose."),), (INVOICE,), ()):
        report = base.learn(*needs)
        assert "ou-est-ma-commande" not in (*report.deleted, *report.refreshed)
        assert base.entries.get("ou-est-ma-commande") == edited


def test_an_edit_under_the_name_of_the_learner_is_still_a_person_s(base: Base) -> None:
    base.learn(TRACK, author="léa")
    edited = base.curation.edit(replace(base.entries.get("ou-est-ma-commande"), answer="Chez nous."), author="léa")
    base.learn(author="léa")
    assert base.entries.all() == [edited]


@pytest.mark.parametrize("action", ["publish", "retire"])
def test_a_need_whose_entry_was_published_or_retired_is_not_drafted_again(base: Base, action: str) -> None:
    base.learn(TRACK)
    getattr(base.entries, action)(base.ids(), author="léa")
    before = base.entries.all()
    assert base.learn(replace(TRACK, reply="Autre.")).known == 1
    assert base.learn() == DraftReport((), (), (), 0)
    assert base.entries.all() == before


@pytest.mark.parametrize(
    "variants",
    [("ou est ma commande", "g rien recu"), ("Ou  est MA commande", "où est ma commande ?")],
)
def test_a_need_whose_wordings_an_entry_holds_is_not_drafted(base: Base, variants: tuple[str, ...]) -> None:
    kept = Entry("suivi", "fr", "Suivre un colis", "Ici.", tuple(Variant(text) for text in variants))
    base.curation.create(kept, author="léa")
    base.entries.publish(["suivi"], author="léa")
    assert base.learn(TRACK, INVOICE).known == 1
    assert base.ids() == ["ma-facture", "suivi"]


def test_the_wordings_of_another_language_do_not_cover_a_need(base: Base) -> None:
    base.curation.create(Entry("", "en", "Ma facture ?", "There."), author="léa")
    base.learn(INVOICE)
    assert base.ids() == ["ma-facture", "ma-facture-2"]


def test_two_needs_with_one_name_have_two_ids(base: Base) -> None:
    base.learn(INVOICE, replace(INVOICE, id="n-other", wordings=("duplicata",)))
    assert base.ids() == ["ma-facture", "ma-facture-2"]


def test_a_new_entry_is_named_after_its_question(base: Base) -> None:
    created = base.curation.create(Entry("", "fr", "  Ça marche\ncomment ? "), author="léa")
    assert (created.id, created.question, created.revision) == ("ca-marche-comment", "Ça marche comment ?", 1)
    with pytest.raises(EditConflict):
        base.curation.create(Entry("ca-marche-comment", "fr", "Et alors ?"), author="paul")


def test_two_people_editing_one_entry_do_not_overwrite_each_other(base: Base) -> None:
    read = base.curation.create(Entry("a", "fr", "A ?"), author="léa")
    base.curation.edit(replace(read, answer="Léa"), author="léa")
    with pytest.raises(EditConflict):
        base.curation.edit(replace(read, answer="Paul"), author="paul")


def test_stray_spaces_and_repeated_variants_go() -> None:
    said = (" Où  ça ? ", "où ça ?", "OÙÇA?", "", "  ", "ou ca ?", "Quand ?")
    entry = tidy(
        Entry("a", "fr", " Où ça ?\n", "\n Ici.\n\nLà. ", tuple(Variant(text) for text in said), " liv  raison ")
    )
    assert (entry.question, entry.answer, entry.category) == ("Où ça ?", "Ici.\n\nLà.", "liv raison")
    assert [variant.text for variant in entry.variants] == ["ou ca ?", "Quand ?"]


@pytest.mark.parametrize("question", ["", " \n\t "])
def test_an_entry_without_a_question_is_refused(base: Base, question: str) -> None:
    with pytest.raises(EmptyQuestion, match="needs a question"):
        base.curation.create(Entry("a", "fr", question), author="léa")
    assert base.ids() == []


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (Entry("a", "fr", "q" * 501), "question has 501 characters; 500 fit"),
        (Entry("a", "fr", "q", "r" * 20_001), "answer has 20001 characters; 20000 fit"),
        (Entry("a", "fr", "q", variants=(Variant("v" * 501),)), "variant has 501"),
    ],
)
def test_what_is_too_long_is_refused_with_how_long_it_may_be(entry: Entry, said: str) -> None:
    with pytest.raises(TooLong, match=said):
        tidy(entry)


@pytest.mark.parametrize(
    ("question", "taken", "id"),
    [
        ("Où est ma commande ?", set(), "ou-est-ma-commande"),
        ("L'œuf & l’été", set(), "l-oeuf-l-ete"),
        ("Suivi", {"suivi", "suivi-2"}, "suivi-3"),
        ("???", set(), "entry"),
        ("один два", {"entry"}, "entry-2"),
        ("mot " * 30, set(), "-".join(["mot"] * 15)),
        ("a" * 90, {"a" * 60}, "a" * 58 + "-2"),
    ],
)
def test_an_id_is_readable_short_and_free(question: str, taken: set[str], id: str) -> None:
    assert free_id(question, taken) == id
    assert len(id) <= 60
