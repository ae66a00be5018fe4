"""What a message asks: a mail without what surrounds it, several questions each by itself."""

import pytest

from knowledge.asks import MOST, asks, body

MAIL = """Bonjour Madame,

Je vous écris car le plaid commandé mardi est arrivé troué. Je souhaite être remboursé.

Merci d'avance pour votre réponse.
Cordialement,
Jean Aubertin
06 39 98 12 34

Le 3 mars 2026 à 10:12, Service client a écrit :
> Votre commande est partie.
"""


def test_a_mail_says_what_is_neither_courtesy_nor_signature_nor_quoted() -> None:
    assert body(MAIL, "fr") == "le plaid commandé mardi est arrivé troué. Je souhaite être remboursé."


@pytest.mark.parametrize("text", ["merci", "Bonjour Paul", "Bonjour\n\nMerci\n"])
def test_a_message_that_is_nothing_but_courtesies_is_said_whole(text: str) -> None:
    assert body(text, "fr") == text


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "fr",
            "combien coûte la livraison et est-ce que je peux payer en trois fois ?",
            ["combien coûte la livraison", "est-ce que je peux payer en trois fois ?"],
        ),
        (
            "fr",
            "Où en est ma commande ? Et comment retourner un article ?",
            ["Où en est ma commande ?", "comment retourner un article ?"],
        ),
        (
            "fr",
            "- où trouver la facture ?\n2) je veux annuler ma commande",
            ["où trouver la facture ?", "je veux annuler ma commande"],
        ),
        (
            "fr",
            "comment payer par carte bleue, autre question : livrez-vous en Corse du sud ?",
            ["comment payer par carte bleue", "livrez-vous en Corse du sud ?"],
        ),
        (
            "en",
            "how much is delivery to Spain and also can I pay by cheque?",
            ["how much is delivery to Spain", "can I pay by cheque?"],
        ),
        ("fr", "j'ai reçu un plaid troué. Trop tard ?", []),
        ("fr", "le vase que j'ai commandé et qui devait arriver hier, quand arrive-t-il ?", 1),
        (
            "fr",
            "Où trouver un cœur et son œillet, et est-ce que vous livrez en Corse ?",
            ["Où trouver un cœur et son œillet", "est-ce que vous livrez en Corse ?"],
        ),
        ("fr", "Également, comment retourner un article ?", ["comment retourner un article ?"]),
        ("fr", "un plaid troué", []),
        ("de", "wie viel kostet der Versand und wann kommt das Paket?", 1),
        ("fr", "", []),
    ],
)
def test_questions_are_told_apart(lang: str, text: str, expected: list[str] | int) -> None:
    found = asks(text, lang)
    assert (len(found) if isinstance(expected, int) else list(found)) == expected


def test_the_same_question_counts_once_and_no_more_than_a_few_are_taken() -> None:
    assert asks("Où est mon colis bleu ? Où est mon colis bleu ?", "fr") == ("Où est mon colis bleu ?",)
    assert len(asks(" ".join(f"Où est le colis numéro {n} ?" for n in range(20)), "fr")) == MOST
