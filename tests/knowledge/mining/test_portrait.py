"""What stands for a need: wordings and the reply."""

from knowledge.mining.learned import Means, mine
from knowledge.model import Need, Request
from tests.fakes.encoder import StemEncoder

OTHERS = [
    "Vendez-vous des aquariums ?",
    "La notice manque",
    "Le site affiche une page blanche",
    "Recrutez-vous en juin ?",
]
ANSWER = "Ouvrez Mon compte puis Mes commandes : le lien de suivi est sous chaque commande."


def need_for(texts: list[str], *, replies: list[str] | None = None) -> Need:
    answers: list[str | None] = [*(replies or [])]
    answers += [None] * (len(texts) - len(answers))
    asked = [
        Request(f"a{n:03d}", text, "fr", reply=reply)
        for n, (text, reply) in enumerate(zip(texts, answers, strict=True))
    ]
    others = [Request(f"z{n}", text, "fr") for n, text in enumerate(OTHERS)]
    needs = mine([*asked, *others], Means(StemEncoder())).needs
    return next(need for need in needs if "a000" in need.request_ids)


def test_wordings_are_few_and_differ() -> None:
    need = need_for(
        [f"suivre ma commande {word}" for word in ("a", "aa", "b", "rapide", "vite", "en ligne", "hier")] * 3
    )
    assert need.volume >= 18
    assert 1 < len(need.wordings) <= 12
    assert len({wording.rstrip(" ab") for wording in need.wordings}) == len(need.wordings)


def test_a_wording_with_three_masks_is_not_shown() -> None:
    hidden = "suivre ma commande <ORDER_NUMBER> <NAME> <PHONE>"
    need = need_for([hidden, "suivre ma commande <ORDER_NUMBER> vite"])
    assert need.wordings == ("suivre ma commande <ORDER_NUMBER> vite",)
    assert "<" not in need.name


def test_a_need_without_reply_has_none() -> None:
    assert need_for(["suivre ma commande"]).reply is None


def test_the_reply_is_the_one_most_like_the_others_without_names_or_courtesies() -> None:
    odd = "Bonjour, je transmets à ma collègue de la comptabilité. Marc"
    usual = [
        f"Bonjour Madame Roy,\n\n{ANSWER}\n\nBien cordialement,\nInès - Service client",
        f"Bonjour <NAME>, {ANSWER} Bonne journée, Karim",
    ]
    need = need_for(["suivre ma commande"] * 3, replies=[odd, *usual])
    assert need.reply == ANSWER


def test_a_reply_keeps_its_paragraphs_and_leaves_out_what_is_about_one_customer() -> None:
    reply = f"Bonjour,\n\n{ANSWER}\nVotre colis <ORDER_NUMBER> est parti hier.\n\nLe lien s'active en un jour."
    assert need_for(["suivre ma commande"], replies=[reply]).reply == f"{ANSWER}\n\nLe lien s'active en un jour."


def test_a_reply_that_is_all_about_one_customer_drafts_nothing() -> None:
    assert need_for(["suivre ma commande"], replies=["Appelez le <PHONE>."]).reply is None
