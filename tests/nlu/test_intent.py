"""What visitors do is told from what they ask, in French and English."""

import pytest

from nlu.embed import OnnxEncoder
from nlu.encoders import Encoders
from nlu.intent import IntentRecogniser
from nlu.lexicon import load_lexicon
from nlu.normalise import Expander, clean

CASES = {
    ("fr", "greeting"): [
        "Bonjour",
        "bjr",
        "slt",
        "bonjour !!",
        "Bonsoir madame",
        "coucou",
        "salut toi",
        "bonjuor",
        "helo",
    ],
    ("fr", "thanks"): [
        "merci",
        "mrc",
        "Merci beaucoup !",
        "ok merci bcp",
        "merci c tres gentil",
        "super, merci pour tout",
        "mercii",
        "je vous remercie bien",
    ],
    ("fr", "goodbye"): [
        "au revoir",
        "aurevoir",
        "bonne journée",
        "a bientot",
        "bonne fin de journée à vous",
        "merci et au revoir",
    ],
    ("fr", "ask_human"): [
        "je veux parler a un conseiller",
        "passez moi quelqu'un",
        "un humain svp",
        "bonjour, un humain svp",
        "je ne veux pas parler a un robot",
        "jveux parler a qqn",
        "je peux avoir un conseiller au tel ?",
        "pouvez-vous me mettre en relation avec un conseiller",
        "ca fait trois fois que j'explique mon souci et personne ne comprend, je veux parler à un humain maintenant",
        "j'en ai marre de parler à une machine",
        "je n'arrive pas à joindre un conseiller",
        "parler à une vraie personne",
        "un consieller svp",
        "je préfère parler à un humain",
        "rappelez moi svp",
        "je voudrais discuter avec quelqu'un de votre équipe",
        "y a-t-il quelqu'un à qui parler ?",
    ],
    ("fr", "affirm"): [
        "oui",
        "Oui !",
        "ok",
        "oui svp",
        "d'accord",
        "c'est ca",
        "ouais",
    ],
    ("fr", "deny"): [
        "non",
        "non merci",
        "nan",
        "pas du tout",
    ],
    ("fr", "none_of_these"): [
        "aucun des deux",
        "autre chose",
        "rien de tout ça",
        "aucune de ces réponses merci",
        "ni l'un ni l'autre",
    ],
    ("fr", "insult"): [
        "connard",
        "vous êtes nuls",
        "tu sers a rien",
        "bande de voleurs !!!",
        "va te faire foutre",
    ],
    ("fr", "are_you_human"): [
        "es tu un robot ?",
        "je parle à un robot ?",
        "vous êtes humain ?",
        "c'est un robot ou une vraie personne ?",
        "qui es tu",
    ],
    ("fr", "how_are_you"): [
        "ça va ?",
        "comment allez vous",
        "comment vas tu aujourd'hui",
        "salut ça va ?",
    ],
    ("fr", None): [
        "bonjour, je veux suivre ma commande",
        "ou est mon colis",
        "merci de me rembourser",
        "je veux un conseil pour un canapé",
        "comment payer en 3 fois",
        "mon colis est perdu",
        "quels sont vos horaires",
        "le robot aspirateur ne marche plus",
        "non je n'ai rien reçu",
        "oui mais ma commande n'est pas arrivée",
        "annuler",
        "livraison",
        "retour",
        "remboursement",
        "je veux changer d'adresse",
        "quel temps de livraison",
        "bonjour votre magasin de Lyon est ouvert ?",
        "je ne veux pas parler à un conseiller",
        "personne n'a livré",
        "la machine à laver fait du bruit",
        "merci de m'envoyer ma facture",
        "comment vous joindre",
        "numéro du service client",
        "jai pa recu mon colis",
        "c'est nul votre livraison",
        "carte cadeau",
        "un conseil",
        "suivi",
        "mot de passe oublié",
        "le conseiller m'a dit que c'était remboursé",
        "puis-je parler de ma commande",
        "vous avez des lampes ?",
        "je cherche un cadeau pour ma femme",
        "ça ne marche pas",
        "fin de garantie",
        "mon code ne passe pas",
        "quand est-ce que je reçois mon avoir",
        "bonne taille ?",
        "quelle est la durée de la nuit de livraison",
    ],
    ("en", "greeting"): [
        "hello",
        "Hi!",
        "hey there",
        "good mornin",
        "helo",
    ],
    ("en", "thanks"): [
        "thx",
        "thanks a lot",
        "thank you so much!!",
        "cheers mate",
        "ok great thanks",
    ],
    ("en", "goodbye"): [
        "bye",
        "goodbye",
        "have a nice day",
        "see you later then",
    ],
    ("en", "ask_human"): [
        "can i talk to a human",
        "agent pls",
        "I want to speak to a real person",
        "get me a manager",
        "i dont want to talk to a bot",
        "could you put me through to someone",
        "I can't reach an agent",
        "hello, real person please",
        "i need to speak with someone from your team about this mess because nothing works",
    ],
    ("en", "affirm"): [
        "yes",
        "yep",
        "yes please",
        "ok",
    ],
    ("en", "deny"): [
        "no",
        "nope",
        "no thanks",
    ],
    ("en", "none_of_these"): [
        "none of these",
        "something else",
        "neither",
    ],
    ("en", "insult"): [
        "you suck",
        "stupid bot",
        "fuck you",
    ],
    ("en", "are_you_human"): [
        "are you a robot?",
        "am i talking to a bot?",
        "who are you",
    ],
    ("en", "how_are_you"): [
        "how are you?",
        "how r u today",
        "hi, how are you doing",
    ],
    ("en", None): [
        "hello, where is my order",
        "track my parcel",
        "thanks for refunding me",
        "how do I return a lamp",
        "my robot vacuum is broken",
        "do you ship to Spain",
        "i want to change my delivery address",
        "cancel order",
        "refund",
        "what are your opening hours on sunday",
        "how can i contact customer service by phone",
        "the agent told me i would be refunded",
        "i forgot my password",
        "what is your return policy",
        "are you open today",
        "are you hiring",
        "is this sofa in stock",
        "no i did not receive it",
        "i want to see the person in charge's refund policy page",
        "gift card",
    ],
}
QUESTIONS = [(lang, text) for (lang, name), texts in CASES.items() if name is None for text in texts]
ACTS = [(lang, name, text) for (lang, name), texts in CASES.items() if name for text in texts]


def recognised(intents: IntentRecogniser, lang: str, text: str) -> str | None:
    expander = Expander(load_lexicon(lang).abbreviations or {})
    intent = intents.recognise(expander.expand(clean(text)), lang=lang)
    assert intent is None or (0 < intent.probability <= 1 and intent.reason)
    return intent.name if intent else None


@pytest.mark.parametrize(("lang", "name", "text"), ACTS)
def test_an_act_is_recognised(intents: IntentRecogniser, lang: str, name: str, text: str) -> None:
    assert recognised(intents, lang, text) == name


@pytest.mark.parametrize(("lang", "text"), QUESTIONS)
def test_a_question_is_no_intent(intents: IntentRecogniser, lang: str, text: str) -> None:
    assert recognised(intents, lang, text) is None


def test_an_exact_phrase_is_certain_and_says_so(intents: IntentRecogniser) -> None:
    intent = intents.recognise("Bonjour, un humain s'il vous plaît", lang="fr")
    assert intent is not None
    assert (intent.name, intent.probability, intent.reason) == ("ask_human", 1.0, "exactly “un humain”")


@pytest.mark.parametrize(
    ("text", "name"),
    [("bonjour merci", "thanks"), ("merci bonjour", "greeting"), ("bonjour madame, merci, au revoir", "goodbye")],
)
def test_the_last_of_several_courtesies_counts(intents: IntentRecogniser, text: str, name: str) -> None:
    assert recognised(intents, "fr", text) == name


@pytest.mark.parametrize("text", ["", "?!", "🙂", "x" * 100_000, "bonjour " * 10_000 + "où est mon colis"])
def test_odd_texts_are_survived(intents: IntentRecogniser, text: str) -> None:
    assert intents.recognise(text, lang="fr") is None


def test_a_language_without_phrases_has_no_intents(encoder: OnnxEncoder) -> None:
    recogniser = IntentRecogniser(["de"], Encoders(encoder))
    assert recogniser.recognise("hallo", lang="de") is None
    assert recogniser.recognise("bonjour", lang="fr") is None


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_intent_has_phrases_enough_and_no_phrase_means_two_things(lang: str) -> None:
    phrases = load_lexicon(lang).phrases or {}
    assert all(len(texts) >= 15 for texts in phrases.values())
    every = [text for texts in phrases.values() for text in texts]
    assert sorted(every) == sorted(set(every))
    assert set(phrases) == set(load_lexicon("fr").phrases or {})
