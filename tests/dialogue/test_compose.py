"""What the agent decides becomes events a visitor can read, in the conversation's language."""

import json
from datetime import UTC, datetime

import pytest
from fakes.reading import match

from dialogue.compose import Composer, ticket
from dialogue.model import Contact, Decision, Escalation, Exit, Handoff, Offer, Reason
from dialogue.wording import Wording
from knowledge.model import Entry

NOW = datetime(2026, 6, 3, 8, 0, tzinfo=UTC)
FRENCH = Composer(Wording("fr"), Wording("fr"), "Maison Test")
ENGLISH = Composer(Wording("en"), Wording("fr"), "Maison Test")
ENTRY = Entry("delai", "fr", "Quels délais ?", "Comptez **3 jours**.", category="livraison")
OTHERS = [
    Entry(f"autre{number}", "fr", f"Question {number} ?", "Réponse.", category=f"{number}") for number in range(4)
]
SURE = Reason("sure", {"confidence": 88, "threshold": 65})


def test_the_welcome_is_the_companys_own_or_names_it() -> None:
    assert FRENCH.welcome("Bienvenue !").payload == {"text": "Bienvenue !", "intent": "welcome"}
    assert "Maison Test" in FRENCH.welcome().payload["text"]
    assert "Maison Test" in ENGLISH.welcome().payload["text"]


def test_an_answer_is_given_word_for_word_with_its_reason() -> None:
    draft = FRENCH.answer(ENTRY, confidence=0.87654, reason=SURE)
    assert (draft.kind, draft.author) == ("answer", "agent")
    assert draft.payload == {
        "text": "Comptez **3 jours**.",
        "entry_id": "delai",
        "question": "Quels délais ?",
        "lang": "fr",
        "confidence": 0.877,
        "reason": "confiance de 88 %, au-dessus du seuil de 65 %",
        "because": "sure",
        "topic": "livraison",
        "related": [],
    }


def test_an_answer_in_another_language_says_so_and_comes_as_it_stands() -> None:
    payload = ENGLISH.answer(ENTRY, confidence=0.9, reason=SURE).payload
    assert payload["text"] == f"{Wording('en').say('other_language')}\n\nComptez **3 jours**."
    assert payload["lang"] == "fr"
    assert payload["reason"] == "confiance de 88 %, au-dessus du seuil de 65 %"  # the staff's language


@pytest.mark.parametrize(
    ("confidences", "related"),
    [((), []), ((0.3,), ["autre0"]), ((0.3, 0.05, 0.2), ["autre0", "autre1"]), ((0.049, 0.2), ["autre1"])],
)
def test_at_most_two_likely_questions_are_shown_beside_an_answer(
    confidences: tuple[float, ...], related: list[str]
) -> None:
    others = [match(entry, sure) for entry, sure in zip(OTHERS, confidences, strict=False)]
    payload = FRENCH.answer(ENTRY, confidence=0.6, reason=SURE, others=others).payload
    assert [link["entry_id"] for link in payload["related"]] == related


def test_a_clarification_names_the_questions_and_not_their_answers() -> None:
    decision = Decision("clarify", Reason("close", {"count": 2}), 0.4, tuple(match(each, 0.3) for each in OTHERS[:2]))
    draft = FRENCH.clarify(decision)
    assert draft.payload["choices"] == [
        {"entry_id": "autre0", "question": "Question 0 ?"},
        {"entry_id": "autre1", "question": "Question 1 ?"},
    ]
    assert draft.payload["reason"] == "2 réponses proches"
    assert (draft.payload["because"], draft.payload["topic"]) == ("close", "0")
    assert "Réponse." not in json.dumps(draft.payload)


def test_a_pick_shows_the_question_that_was_picked() -> None:
    assert FRENCH.choice(ENTRY).payload == {"entry_id": "delai", "text": "Quels délais ?"}
    assert FRENCH.choice(None).payload == {"entry_id": None, "text": "Aucune de ces réponses"}
    assert FRENCH.choice(None).author == "visitor"


def test_an_offer_tells_each_exit_and_what_to_expect_of_it() -> None:
    slots = (datetime(2026, 6, 4, 7, 0, tzinfo=UTC), datetime(2026, 6, 4, 7, 30, tzinfo=UTC))
    offers = (Offer("chat", "ventes", waiting=2), Offer("callback", "ventes", slots=slots), Offer("email", "ventes"))
    handoff = Handoff(offers, Reason("exits-open", {"team": "ventes"}), topic="livraison")
    payload = FRENCH.offer(handoff, Reason("asked-for-human"), now=NOW).payload
    assert [(exit["exit"], exit["detail"]) for exit in payload["exits"]] == [
        ("chat", "2 personnes avant vous."),
        ("callback", "Premier créneau : demain à 9 h 00."),
        ("email", "Laissez votre message, nous répondons par e-mail."),
    ]
    assert payload["exits"][1]["slots"] == ["2026-06-04T07:00:00+00:00", "2026-06-04T07:30:00+00:00"]
    assert payload["opens_at"] is None
    assert payload["reason"] == "le visiteur demande un humain ; l'équipe ventes est ouverte"
    assert (payload["because"], payload["topic"]) == ("asked-for-human", "livraison")
    json.dumps(payload, allow_nan=False)


def test_an_offer_outside_hours_says_when_somebody_is_back() -> None:
    opens_at = datetime(2026, 6, 4, 7, 0, tzinfo=UTC)
    handoff = Handoff((Offer("email", "ventes"),), Reason("exits-closed", {"team": "ventes"}), opens_at)
    payload = ENGLISH.offer(handoff, Reason("unsure", {"confidence": 9, "threshold": 65}), now=NOW).payload
    assert payload["text"].endswith("Our advisers are back tomorrow at 9:00.")
    assert payload["opens_at"] == "2026-06-04T07:00:00+00:00"


def test_a_free_adviser_is_not_announced_with_a_queue_of_nobody() -> None:
    handoff = Handoff((Offer("chat", "ventes"),), Reason("exits-open", {"team": "ventes"}))
    payload = FRENCH.offer(handoff, Reason("asked-for-human"), now=NOW).payload
    assert payload["exits"][0]["detail"] == "Un conseiller vous répond dans cette fenêtre."


def escalation(exit: Exit) -> Escalation:
    contact = Contact("Léa", "lea@exemple.fr", "+33612345678")
    at = datetime(2026, 6, 4, 7, 0, tzinfo=UTC) if exit == "callback" else None
    return Escalation("abcdef0123456789", "c", exit, "ventes", "fr", "mon colis", "", contact=contact, callback_at=at)


@pytest.mark.parametrize(
    ("exit", "told", "position", "callback_at"),
    [
        ("chat", ["position 3"], 3, None),
        ("email", ["lea@exemple.fr", "ABCDEF01"], None, None),
        ("callback", ["+33612345678", "demain à 9 h 00", "ABCDEF01"], None, "2026-06-04T07:00:00+00:00"),
    ],
)
def test_the_confirmation_says_what_happens_now(
    exit: Exit, told: list[str], position: int | None, callback_at: str | None
) -> None:
    draft = FRENCH.escalated(escalation(exit), position=3, now=NOW)
    assert (draft.kind, draft.author) == ("escalated", "system")
    assert all(each in draft.payload["text"] for each in told)
    assert (draft.payload["position"], draft.payload["callback_at"]) == (position, callback_at)


def test_a_ticket_is_short_enough_to_be_read_over_the_phone() -> None:
    assert ticket(escalation("email")) == "ABCDEF01"
