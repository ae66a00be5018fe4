"""Courtesies out, sense in."""

from time import perf_counter

import pytest

from knowledge.mining.courtesies import strip_courtesies

FRENCH = [
    ("Bonjour,\n\nOù est mon colis ?\n\nCordialement,\nJean Petit", "Où est mon colis ?"),
    ("bonjour madame ou est mon colis svp", "ou est mon colis svp"),
    ("Bonjour Monsieur Baron, regardez dans les indésirables. Le lien vaut une heure. Marc",
     "regardez dans les indésirables. Le lien vaut une heure."),
    ("Bonjour <NAME>,\n\nOui, sous 30 jours.\n\nBien cordialement,\nLéa - Service client", "Oui, sous 30 jours."),
    ("Bonjour, <ORDER_NUMBER> est partie.", "<ORDER_NUMBER> est partie."),
    ("Emportez-vous l'ancien ? Firmin Gallet, <ADDRESS>", "Emportez-vous l'ancien ?"),
    ("Je souhaite annuler. Dans l'attente de votre réponse, je vous prie d'agréer mes salutations.\nM. Paul",
     "Je souhaite annuler."),
    ("Puis-je payer en 3 fois ? Merci d'avance !", "Puis-je payer en 3 fois ?"),
    ("Merci de me dire où est mon colis", "Merci de me dire où est mon colis"),
    ("J'ai une question : livrez-vous en Corse ?", "livrez-vous en Corse ?"),
    ("cdt sans durée minimale", "cdt sans durée minimale"),
    ("Service client injoignable depuis 3 jours", "Service client injoignable depuis 3 jours"),
    ("Bonjour", ""),
    ("Merci beaucoup !", ""),
    ("Ligne une.\nLigne deux.", "Ligne une.\nLigne deux."),
    ("Bonjours,\nMa bouilloire fuit.\nBien à  vous\nLéa", "Ma bouilloire fuit."),
    ("Ma bouilloire fuit.\nVous remerciant par avance.", "Ma bouilloire fuit."),
    ("Nous restons à votre disposition\n\nCordialement\n\nMa bouilloire fuit.", "Ma bouilloire fuit."),
    ("Ma bouilloire fuit.\n\nLéa Morin\n12 bis, rue des Lilas\n69003 Lyon\nTél. : 06 39 98 12 34\nlea@c.example",
     "Ma bouilloire fuit."),
    ("Ma bouilloire fuit.\nLéa Morin - 06.39.98.12.34", "Ma bouilloire fuit."),
    ("Ma bouilloire fuit.\nTél perso : <PHONE>", "Ma bouilloire fuit."),
    ("Voici ma nouvelle adresse :\n\n12 rue des Lilas\n69003 Lyon\n\nMerci",
     "Voici ma nouvelle adresse :\n\n12 rue des Lilas\n69003 Lyon"),
    ("Livrez-vous à Lyon ?\nLe 12 mars ?", "Livrez-vous à Lyon ?\nLe 12 mars ?"),
    ("Rappelez-moi au 06 39 98 12 34\navant midi", "Rappelez-moi au 06 39 98 12 34\navant midi"),
    ("Devis\nLéa Morin\n12 rue des Lilas\n69003 Lyon\n\nMadame, Monsieur,\n\nMa bouilloire fuit.",
     "Ma bouilloire fuit."),
    ("Facture perdue\nE-mail : lea@c.example\nObjet : duplicata\n\nBonjour, il me faut la facture.",
     "Facture perdue\nObjet : duplicata\n\nil me faut la facture."),
]  # fmt: skip
ENGLISH = [
    ("Hi there, can you help me? Thanks in advance", "can you help me?"),
    ("Dear Sir or Madam,\nI hope you are well.\nWhere is my parcel?\nKind regards,\nEmma", "Where is my parcel?"),
    ("How do I send my parcel back?", "How do I send my parcel back?"),
    ("My kettle leaks.\n\nLea Morin\n12 Lilac Road\nPhone: +44 20 7946 0018", "My kettle leaks."),
]


@pytest.mark.parametrize(("text", "kept"), FRENCH)
def test_a_french_message_keeps_what_it_says(text: str, kept: str) -> None:
    assert strip_courtesies(text, "fr") == kept


@pytest.mark.parametrize(("text", "kept"), ENGLISH)
def test_an_english_message_keeps_what_it_says(text: str, kept: str) -> None:
    assert strip_courtesies(text, "en") == kept


def test_a_language_without_lists_is_left_as_it_is() -> None:
    assert strip_courtesies("Guten Tag, wo ist mein Paket?", "de") == "Guten Tag, wo ist mein Paket?"


@pytest.mark.parametrize(
    "piece",
    ["A", "Aa ", "bonjour ", "<NAME>", "! ", ",,;;", " \t", "é’", "Merci. ", "0 1 2 3\n", "Léa\n", "12 rue des "],
)
def test_a_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    start = perf_counter()
    strip_courtesies(piece * (100_000 // len(piece)), "fr")
    assert perf_counter() - start < 5
