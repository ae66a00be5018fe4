"""Past requests read from mails: one file or a box, replies joined to what they answer."""

from datetime import UTC, datetime
from email.message import EmailMessage
from mailbox import mbox
from pathlib import Path

import pytest

from knowledge.sources.html_text import text_of
from knowledge.sources.mail_text import new_text
from knowledge.sources.model import RawRequest, Row, Skipped
from knowledge.sources.reading import read

SHOP = "Service client <aide@boutique.example>"


def mail(
    text: str,
    *,
    sender: str = "Julie <julie@courrier.example>",
    to: str = SHOP,
    id: str = "",
    answers: str = "",
    subject: str = "",
) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Date"] = sender, to, "Mon, 02 Mar 2026 10:00:00 +0100"
    message["Subject"] = subject
    if id:
        message["Message-ID"] = id
    if answers:
        message["In-Reply-To"] = message["References"] = answers
    message.set_content(text)
    return message


def boxed(tmp_path: Path, *messages: EmailMessage) -> list[Row]:
    path = tmp_path / "export.mbox"
    box = mbox(path)
    for message in messages:
        box.add(message)
    box.close()
    return list(read(path))


def test_the_company_s_reply_becomes_the_reply_of_the_request(tmp_path: Path) -> None:
    first, second = boxed(
        tmp_path,
        mail("Où est mon colis ?", id="<1@a>", subject="Colis perdu ?"),
        mail("Je veux annuler.", id="<2@a>", sender="paul@courrier.example"),
        mail(
            "Il arrive demain.\n\nLe lun. 2 mars 2026 à 10:00, Julie <j@a.example> a écrit :\n> Où est mon colis ?\n",
            sender=SHOP,
            to="julie@courrier.example",
            id="<3@b>",
            answers="<1@a>",
            subject="Re: Colis perdu ?",
        ),
    )
    assert first == RawRequest(
        line=1,
        text="Colis perdu ?\nOù est mon colis ?",
        reply="Il arrive demain.",
        channel="email",
        at=datetime.fromisoformat("2026-03-02T10:00:00+01:00"),
        external_id="<1@a>",
    )
    assert isinstance(second, RawRequest)
    assert second.reply is None


def test_the_customer_s_next_mail_is_another_request_without_what_it_quotes(tmp_path: Path) -> None:
    rows = boxed(
        tmp_path,
        mail("Où est mon colis ?", id="<1@a>"),
        mail("Demain.", sender=SHOP, to="julie@courrier.example", id="<2@b>", answers="<1@a>"),
        mail("Toujours rien !\n\n> Demain.\n", id="<3@a>", answers="<2@b>"),
        mail("Je veux annuler", sender="paul@courrier.example"),
        mail("Cette fois oui.", sender=SHOP, to="julie@courrier.example", id="<4@b>", answers="<1@a> <2@b> <3@a>"),
    )
    requests = [row for row in rows if isinstance(row, RawRequest)]
    assert [(row.text, row.reply) for row in requests] == [
        ("Où est mon colis ?", "Demain."),
        ("Toujours rien !", "Cette fois oui."),
        ("Je veux annuler", None),
    ]


def test_mails_that_are_no_request_are_skipped_with_their_reason(tmp_path: Path) -> None:
    rows = boxed(
        tmp_path,
        mail("Bonjour", id="<1@a>"),
        mail("Encore", sender="paul@courrier.example"),
        mail("Nos promotions", sender=SHOP, to="tous@courrier.example"),
        mail("Oui.", sender=SHOP, to="julie@courrier.example", answers="<1@a>"),
        mail("J'ajoute.", sender=SHOP, to="julie@courrier.example", answers="<1@a>"),
        mail("\n> seulement cité\n"),
    )
    assert sorted(row.code for row in rows if isinstance(row, Skipped)) == [
        "company-mail",
        "later-reply",
        "mail-without-text",
    ]


def test_one_mail_is_one_request(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(mail("Où est mon colis ?\n\n-- \nJulie\n", subject="Colis").as_bytes())
    (row,) = read(path)
    assert isinstance(row, RawRequest)
    assert (row.text, row.channel) == ("Colis\nOù est mon colis ?", "email")
    assert row.at == datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_a_mail_in_html_with_an_attachment_gives_its_words(tmp_path: Path) -> None:
    message = mail("")
    message.set_content(
        "<html><head><style>p{}</style></head><body><p>Bonjour,</p><div>où est<br>mon <b>colis</b>&nbsp;?</div>"
        "<blockquote>Votre commande est partie</blockquote></body></html>",
        subtype="html",
    )
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="facture.pdf")
    path = tmp_path / "a.eml"
    path.write_bytes(message.as_bytes())
    (row,) = read(path)
    assert isinstance(row, RawRequest)
    assert row.text.split() == ["Bonjour,", "où", "est", "mon", "colis", "?"]


def test_a_mail_of_an_unknown_charset_and_broken_headers_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(
        b"From: <<>>\r\nTo: =?x?q?=\r\nDate: jamais\r\nSubject: =?utf-8?q?=ZZ?=\r\n"
        b"Content-Type: text/plain; charset=martien\r\n\r\nO\xf9 est mon colis\r\n"
    )
    (row,) = read(path)
    assert isinstance(row, RawRequest)
    assert row.text.endswith("mon colis")


def test_lines_that_begin_with_from_do_not_split_a_mail(tmp_path: Path) -> None:
    rows = boxed(tmp_path, mail("Bonjour\n\nFrom here nothing works.\n"), mail("Deux", sender="paul@courrier.example"))
    assert [row.text for row in rows if isinstance(row, RawRequest)] == ["Bonjour\n\nFrom here nothing works.", "Deux"]


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("Bonjour\n\nLe 23 mai 2026 à 10:17, aide@b.example a écrit :\n> Merci\n", "Bonjour"),
        ("Bonjour\nLe mer. 31 mai 2026 à 09:58, Aide <aide@b.example> a\nécrit :\n> Merci", "Bonjour"),
        ("Bonjour\n\n-----Message d'origine-----\nDe : Aide\nObjet : x\n\nMerci", "Bonjour"),
        (
            "Bonjour\n________________________________\nDe : Aide <a@b.example>\nEnvoyé : lundi\nObjet : y\n\nMerci",
            "Bonjour",
        ),
        ("Bonjour\n\nOn Mon, 3 Mar 2026 at 10:00, Help <a@b.example> wrote:\n> Thanks", "Bonjour"),
        (
            "> Message du 31/05/18 08:51\n> De : aide@b.example\n> A : moi\n> Objet : x\n>\n> Merci\nMa réponse",
            "Ma réponse",
        ),
        ("Bonjour\nEnvoyé de mon iPhone", "Bonjour"),
        ("Hello\nSent from my Samsung Galaxy", "Hello"),
        ("Bonjour\nObtenez Outlook pour iOS", "Bonjour"),
        ("Bonjour\n-- \nJulie Martin\n06 12 34 56 78", "Bonjour"),
        (
            " ----- Transféré par Conseiller le 24/05/2026 11:49 -----\n\n De :\tJulie <j@a.example>\n"
            " A :\ta@b.example\n"
            " Date :\t24/05/2026 11:36\n Objet :\tDevis\n\n\n Bonjour\n Un devis svp\n Envoyé de mon iPhone",
            "Bonjour\nUn devis svp",
        ),
        ("", ""),
        ("> tout est cité\n> ici aussi", ""),
    ],
)
def test_only_what_the_sender_wrote_is_kept(body: str, kept: str) -> None:
    assert new_text(body) == kept


HEADER = "De :\tLéa <lea@c.example>\nA :\taide@b.example\nDate :\t24/05/2026 11:36\nObjet :\tBouilloire\n\n\n"
FORWARDED = f"\n----- Transféré par Paul Roux le 24/05/2026 11:49 -----\n\n{HEADER}Ma bouilloire fuit.\nLéa"
ORIGINAL = (
    "\n-----Original Message-----\nFrom: Léa <lea@c.example>\nSent: Monday\nTo: Help\nSubject: Kettle\n\n"
    "Ma bouilloire fuit.\nLéa"
)


@pytest.mark.parametrize(
    "above",
    [
        "",
        "Bonjour,\n\nNous restons à votre disposition.\n\nCordialement\n\nLa Boutique\n",
        "Pour traitement, merci.\n\nPaul\nConseiller\n",
        "FYI\n",
        "Merci de traiter cette demande\n",
    ],
)
def test_of_a_mail_that_is_only_passed_on_the_customer_s_is_kept(above: str) -> None:
    assert new_text(above + FORWARDED) == "Ma bouilloire fuit.\nLéa"


@pytest.mark.parametrize(
    "own",
    [
        "Voici le mail reçu, dois-je payer ces frais ?",
        "Pour info, mon adresse a changé.",
        "Bonjour,\n\nJe vous transmets ma facture.\n\nCordialement\nPaul",
        "Remboursement",
    ],
)
def test_what_is_said_above_another_mail_is_what_is_kept(own: str) -> None:
    assert new_text(f"{own}\n{FORWARDED}") == own
    assert new_text(f"{own}\n{ORIGINAL}") == own


def test_a_thank_you_above_the_company_s_reply_is_not_the_company_s_reply() -> None:
    assert new_text(f"Merci\n\nCordialement\nLéa\n{ORIGINAL}") == "Merci\n\nCordialement\nLéa"
    assert new_text(f"FYI\n{ORIGINAL}") == "Ma bouilloire fuit.\nLéa"


@pytest.mark.parametrize(
    "below",
    [
        "Obtenir Outlook pour iOS<https://o.example>",
        "Provenance : Courrier pour Windows 10",
        "Envoyé de mon iPad",
        "Sent via Yahoo Mail",
        "(See attached\nfile: photo.png)(See attached file: autre.pdf)",
        "Ce message et ses pièces jointes sont confidentiels.\nToute diffusion est interdite.",
        "This e-mail is intended solely for the addressee.\nDelete it otherwise.",
        "Avant d’imprimer, pensez à la planète.",
        "---\nL'absence de virus dans ce courrier électronique a été vérifiée.\nhttps://avast.example",
        "Le 23 mai 2026 à 10:17, aide@b.example a écrit\u202f:\n\nBonjour",
    ],
)
def test_what_programs_and_companies_add_below_is_left_out(below: str) -> None:
    assert new_text(f"Ma bouilloire fuit.\n\n{below}") == "Ma bouilloire fuit."


@pytest.mark.parametrize(
    "text",
    [
        "Ce message d'erreur s'affiche quand j'ouvre les pièces jointes : que faire ?",
        "Envoyé par mail lundi, mon dossier est toujours sans réponse.",
        "Ce mail me revient : le destinataire est inconnu.",
    ],
)
def test_what_only_resembles_such_an_addition_is_kept(text: str) -> None:
    assert new_text(f"Bonjour\n{text}") == f"Bonjour\n{text}"


def test_html_without_end_tags_is_read() -> None:
    assert text_of("<p>un<p>deux<br>trois<img src=x><li>quatre").split() == ["un", "deux", "trois", "quatre"]
