"""Answers to the same question that say otherwise."""

from pathlib import Path

import pytest

from knowledge.doubts.contradictions import contradictions, mistranslations
from knowledge.entry_files import read_entries

SAMPLE = Path(__file__).parents[3] / "training_data" / "entries.jsonl"

OTHERWISE = [
    ("fr", "Vous avez 14 jours pour renvoyer.", "Vous avez **30 jours**.", {("duration", "14 jours", "30 jours")}),
    ("fr", "Sous deux semaines.", "Sous 15 jours.", {("duration", "deux semaines", "15 jours")}),
    (
        "fr",
        "Comptez 3 à 5 jours ouvrés.",
        "Comptez 7 jours ouvrés.",
        {("duration", "3 à 5 jours ouvrés", "7 jours ouvrés")},
    ),
    ("fr", "5,90 €, offerte dès 79 €", "4.90 €, offerte dès 79 euros", {("amount", "5,90 €", "4.90 €")}),
    ("fr", "Plafond de 1 500 €", "Plafond de 2.500 euros", {("amount", "1 500 €", "2.500 euros")}),
    ("fr", "Une remise de 10 %", "Une remise de 15 pour cent", {("share", "10 %", "15 pour cent")}),
    ("fr", "Payez en 3 fois.", "Payez en 4 fois.", {("number", "3 fois", "4 fois")}),
    ("fr", "Avant 13 h", "Avant 14h30", {("time", "13 h", "14h30")}),
    ("fr", "Le 24 décembre 2026", "Le 26/12/2026", {("date", "24 décembre 2026", "26/12/2026")}),
    ("fr", "Au 01 23 45 67 89", "Au +33 1 23 45 67 80", {("phone", "01 23 45 67 89", "+33 1 23 45 67 80")}),
    ("fr", "Voir [ici](https://a.fr/x)", "Voir https://b.fr", {("link", "https://a.fr/x", "https://b.fr")}),
    ("fr", "À a@b.fr", "À c@b.fr", {("email", "a@b.fr", "c@b.fr")}),
    ("fr", "Oui, en boutique.", "Non.", {("yes-no", "Oui", "Non")}),
    ("fr", "C'est possible.", "Ce n'est pas possible en boutique.", {("denied", "possible", "possible")}),
    ("fr", "Nous ne livrons pas en Suisse.", "Nous livrons en Suisse.", {("denied", "livrons", "livrons")}),
    ("fr", "Il ne peut plus être remboursé.", "Il peut être remboursé.", {("denied", "rembourse", "rembourse")}),
    ("fr", "La livraison est gratuite.", "La livraison est payante.", {("opposite", "gratuite", "payante")}),
    ("en", "You can't return it.", "You can return it.", {("denied", "return", "return")}),
    ("en", "Within a month.", "Within two months.", {("duration", "a month", "two months")}),
    ("en", "It costs £1,500.", "It costs £1,200.", {("amount", "£1,500", "£1,200")}),
    ("en", "Before 5 pm", "Before 16:30", {("time", "5 pm", "16:30")}),
    ("en", "On March 3rd", "On 4 March 2026", {("date", "March 3rd", "4 March 2026")}),
    ("en", "No, sorry.", "Yes, it is.", {("yes-no", "No", "Yes")}),
]
ALIKE = [
    ("fr", "Vous avez 14 jours.", "Vous avez deux semaines."),
    ("fr", "Sous 48 heures", "Sous 2 jours"),
    ("fr", "5,90 € ou 3,90 €", "À partir de 3,90 euros"),
    ("fr", "Appelez le 01 23 45 67 89", "Appelez le +33 1 23 45 67 89"),
    ("fr", "Nous ne livrons pas le dimanche.", "Nous livrons en Suisse."),
    ("fr", "Si ce n'est pas possible, appelez.", "C'est possible."),
    ("fr", "Plus de 30 jours", "Il n'y a plus de stock"),
    ("fr", "Comptez 1.500 €", "Comptez 1 500 €"),
    ("fr", "Tout retour est gratuit.", "Non soldés : retour gratuit."),
    ("fr", "Version 2.0.1 du 3", "10/20/30"),
    ("en", "Before 1 pm", "Before 13:00"),
    ("de", "Sie haben 14 Tage.", "Sie haben 30 Euro."),
    ("fr", "", "Oui."),
]


@pytest.mark.parametrize(("lang", "ours", "theirs", "said"), OTHERWISE, ids=[row[1] for row in OTHERWISE])
def test_what_two_answers_say_otherwise_is_told_with_both_words(
    lang: str, ours: str, theirs: str, said: set[tuple[str, str, str]]
) -> None:
    found = contradictions(ours, theirs, lang=lang)
    assert {(each.kind, each.ours, each.theirs) for each in found} == said
    back = contradictions(theirs, ours, lang=lang)
    assert {(each.kind, each.theirs, each.ours) for each in back} == said


@pytest.mark.parametrize(("lang", "ours", "theirs"), ALIKE, ids=[row[1] for row in ALIKE])
def test_what_two_answers_say_alike_or_of_something_else_is_no_contradiction(lang: str, ours: str, theirs: str) -> None:
    assert contradictions(ours, theirs, lang=lang) == []
    assert contradictions(theirs, ours, lang=lang) == []


def test_the_passages_that_differ_are_the_likest() -> None:
    ours = "Le retour est gratuit.\n\n- Retour : **14 jours**.\n- Échange : 20 jours."
    theirs = "Bonjour. L'échange est possible sous 21 jours. Bon retour."
    (found,) = contradictions(ours, theirs, lang="fr")
    assert (found.our_passage, found.their_passage) == (
        "- Échange : 20 jours.",
        "L'échange est possible sous 21 jours.",
    )


def test_values_that_differ_between_translations_are_told() -> None:
    found = mistranslations(
        "14 jours, avant 13 h, 5,90 €, 3 fois", "30 days, before 1 pm, €5.90, 4 times", langs=("fr", "en")
    )
    assert {(each.kind, each.ours, each.theirs) for each in found} == {
        ("duration", "14 jours", "30 days"),
        ("number", "3 fois", "4 times"),
    }


def test_a_page_may_have_another_address_in_another_language() -> None:
    assert mistranslations("Voir https://a.fr", "See https://a.com", langs=("fr", "en")) == []


def test_the_translations_of_the_sample_company_say_the_same() -> None:
    entries = {entry.id: entry for entry in read_entries(SAMPLE)}
    pairs = [(entries[entry.translation_of], entry) for entry in entries.values() if entry.translation_of]
    assert len(pairs) >= 30
    for one, other in pairs:
        assert mistranslations(one.answer, other.answer, langs=(one.lang, other.lang)) == []
