"""The agent answers, asks back, hands over or stays silent, and never says the same thing twice."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from fakes.desk import CLOSED, COMPANY, LEA, Desk, kinds

from dialogue.agent import LONGEST_MESSAGE
from dialogue.company import Policy
from dialogue.errors import ConversationNotFound, EmptyMessage, EventNotFound, MessageTooLong, UnknownChoice
from dialogue.model import Conversation, Event, Message, Owner, Reason

ANSWERED, CLOSE, UNKNOWN = "quand arrive mon colis", "livraison", "recette du clafoutis"


def test_a_conversation_opens_with_a_greeting(desk: Desk) -> None:
    id = str(uuid4())
    events = desk.agent.open(Conversation(id, "en"), token_digest="digest")
    assert [(event.seq, event.kind, event.payload["intent"]) for event in events] == [(1, "say", "welcome")]
    assert "automatic assistant" in events[0].payload["text"]


def test_a_known_question_gets_its_curated_answer(desk: Desk) -> None:
    id = desk.open()
    asked, answer = desk.say(id, ANSWERED)
    assert (asked.kind, asked.author, asked.payload) == ("message", "visitor", {"text": ANSWERED})
    assert (answer.kind, answer.payload["text"]) == ("answer", "Comptez 3 jours.")
    assert answer.payload["related"] == [{"entry_id": "frais", "question": "Combien coûte la livraison ?"}]
    assert [event.seq for event in (asked, answer)] == [2, 3]
    held = desk.journal.load(id)
    assert (held.question, held.topic, held.failures) == (ANSWERED, "livraison", 0)


def test_the_page_the_visitor_is_on_is_kept(desk: Desk) -> None:
    id = desk.open()
    desk.agent.handle(id, Message("m1", ANSWERED, page="/panier"))
    assert desk.journal.load(id).page == "/panier"
    desk.say(id, ANSWERED)
    assert desk.journal.load(id).page == "/panier"


@pytest.mark.parametrize("text", [ANSWERED, CLOSE, UNKNOWN, "bonjour", "un conseiller"])
def test_a_resent_message_gets_the_reply_it_had(desk: Desk, text: str) -> None:
    id = desk.open()
    first = desk.say(id, text, id="m1")
    desk.knowledge.found.clear()
    desk.clock.now = CLOSED
    assert desk.say(id, text, id="m1") == first
    assert desk.say(id, "tout autre chose", id="m1") == first
    assert desk.journal.load(id).seq == 1 + len(first)


def test_the_same_message_id_in_another_conversation_is_another_message(desk: Desk) -> None:
    one, two = desk.open(), desk.open()
    assert desk.say(one, ANSWERED, id="m1")[1].payload["entry_id"] == "delai"
    assert kinds(desk.say(two, UNKNOWN, id="m1")) == ["message", "offer"]


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u00a0"])
def test_an_empty_message_is_refused_and_not_kept(desk: Desk, text: str) -> None:
    id = desk.open()
    with pytest.raises(EmptyMessage):
        desk.say(id, text)
    assert desk.journal.load(id).seq == 1


def test_a_message_too_long_is_refused_before_it_is_read(desk: Desk) -> None:
    id = desk.open()
    assert kinds(desk.say(id, "a" * LONGEST_MESSAGE)) == ["message", "offer"]
    desk.reader.read_so_far.clear()
    with pytest.raises(MessageTooLong) as refused:
        desk.say(id, "a" * (LONGEST_MESSAGE + 1))
    assert refused.value.details == {"length": LONGEST_MESSAGE + 1, "most": LONGEST_MESSAGE}
    assert desk.reader.read_so_far == []


def test_nobody_talks_in_a_conversation_that_does_not_exist(desk: Desk) -> None:
    with pytest.raises(ConversationNotFound):
        desk.say(str(uuid4()), ANSWERED)


def test_small_talk_gets_a_word_and_leaves_the_question_as_it_was(desk: Desk) -> None:
    id = desk.open()
    desk.say(id, CLOSE)
    before = desk.journal.load(id)
    said = desk.say(id, "bonjour")[1]
    assert (said.kind, said.payload["intent"]) == ("say", "greeting")
    assert said.payload["text"] == "Bonjour ! Que puis-je faire pour vous ?"
    after = desk.journal.load(id)
    assert (after.question, after.asked, after.failures) == (before.question, before.asked, before.failures)


def test_a_close_question_is_asked_back_and_the_pick_is_answered(desk: Desk) -> None:
    id = desk.open()
    clarify = desk.say(id, CLOSE)[1]
    assert clarify.kind == "clarify"
    assert [choice["entry_id"] for choice in clarify.payload["choices"]] == ["delai", "frais"]
    assert desk.journal.load(id).asked == ("delai", "frais")
    picked, answer = desk.agent.choose(id, "m2", "frais")
    assert (picked.kind, picked.author, picked.payload["text"]) == ("choice", "visitor", "Combien coûte la livraison ?")
    assert (answer.payload["text"], answer.payload["confidence"]) == ("5,90 €.", 1.0)
    assert desk.journal.load(id).asked == ()


def test_none_of_these_offers_the_exits_and_counts_as_a_failure(desk: Desk) -> None:
    id = desk.open()
    desk.say(id, CLOSE)
    picked, offer = desk.agent.choose(id, "m2", None)
    assert (picked.payload["entry_id"], picked.payload["text"]) == (None, "Aucune de ces réponses")
    assert offer.kind == "offer"
    assert offer.payload["text"].startswith("Merci de me l'avoir dit.")
    held = desk.journal.load(id)
    assert (held.failures, held.asked, held.question) == (1, (), CLOSE)


def test_none_of_these_in_words_keeps_the_question_that_was_asked(desk: Desk) -> None:
    id = desk.open()
    desk.say(id, CLOSE)
    assert kinds(desk.say(id, "aucune")) == ["message", "offer"]
    held = desk.journal.load(id)
    assert (held.question, held.topic, held.failures, held.asked) == (CLOSE, "livraison", 1, ())


@pytest.mark.parametrize("choice", ["inconnue", "", "Delai"])
def test_a_choice_that_is_no_entry_is_refused_and_not_kept(desk: Desk, choice: str) -> None:
    id = desk.open()
    desk.say(id, CLOSE)
    with pytest.raises(UnknownChoice) as refused:
        desk.agent.choose(id, "m2", choice)
    assert refused.value.details == {"choice": choice}
    assert desk.journal.load(id).asked == ("delai", "frais")


def test_a_resent_choice_gets_its_answer_even_after_the_entry_was_retired(desk: Desk) -> None:
    id = desk.open()
    first = desk.agent.choose(id, "m1", "frais")
    desk.knowledge.retire("frais")
    assert desk.agent.choose(id, "m1", "frais") == first
    with pytest.raises(UnknownChoice):
        desk.agent.choose(id, "m2", "frais")


def test_questions_without_an_answer_are_counted_until_one_has(desk: Desk) -> None:
    id = desk.open()
    failures = []
    for text in (UNKNOWN, UNKNOWN, "bonjour", "un conseiller", UNKNOWN, ANSWERED, UNKNOWN, CLOSE):
        desk.say(id, text)
        failures.append(desk.journal.load(id).failures)
    assert failures == [1, 2, 2, 2, 3, 0, 1, 0]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("je vais prendre un AVOCAT !", "avocat"),
        ("l'avocat de ma femme", "avocat"),
        ("je veux porter   plainte", "porter plainte"),
        ("porter-plainte", "porter plainte"),
    ],
)
def test_a_sensitive_message_goes_to_a_human(desk: Desk, text: str, phrase: str) -> None:
    desk.knowledge.found[text] = [("delai", 0.99)]
    offer = desk.say(desk.open(), text)[1]
    assert offer.kind == "offer"
    assert f"« {phrase} »" in offer.payload["reason"]


@pytest.mark.parametrize("text", ["j'adore les avocats mûrs", "porter", "plainte porter"])
def test_only_whole_phrases_are_sensitive(desk: Desk, text: str) -> None:
    desk.knowledge.found[text] = [("delai", 0.99)]
    assert kinds(desk.say(desk.open(), text)) == ["message", "answer"]


def test_the_conversation_follows_the_language_of_its_visitor(desk: Desk) -> None:
    id = desk.open(lang="fr")
    answer = desk.say(id, "how do I send it back")[1]
    assert (answer.payload["lang"], answer.payload["text"]) == ("en", "Within 30 days.")
    assert desk.journal.load(id).lang == "en"
    offer = desk.say(id, UNKNOWN)[1]
    assert offer.payload["text"].startswith("I have no sure answer")
    assert offer.payload["reason"].startswith("rien de publié")  # the staff's language
    foreign = desk.say(id, "retour svp")[1]
    assert foreign.payload["text"].startswith("Cette réponse n'existe pas encore en français")
    assert foreign.payload["text"].endswith("Within 30 days.")
    assert desk.journal.load(id).lang == "fr"


def test_the_search_is_asked_in_the_language_that_was_understood(desk: Desk) -> None:
    desk.say(desk.open(lang="fr"), "how do I send it back")
    query = desk.knowledge.queries[-1]
    assert (query.text, query.lang, query.typing) == ("how do I send it back", "en", False)


@pytest.mark.parametrize("owner", ["queue", "adviser"])
def test_a_message_to_a_human_is_kept_and_the_agent_stays_silent(desk: Desk, owner: Owner) -> None:
    id, escalation = desk.queued()
    if owner == "adviser":
        desk.takeover.claim(escalation, LEA, "claim")
    before = desk.journal.load(id)
    assert before.owner == owner
    for text in (ANSWERED, "un conseiller", "bonjour", "je vois mon avocat"):
        assert kinds(desk.say(id, text)) == ["message"]
    assert kinds(desk.agent.choose(id, uuid4().hex, "frais")) == ["choice"]
    assert desk.agent.ask_human(id, uuid4().hex, because=Reason("asked-for-human")) == ()
    apology = desk.agent.apologise(id, Message(uuid4().hex, "encore moi"), error="OSError")
    assert kinds(apology) == ["message"]
    assert desk.journal.load(id).owner == owner
    assert all(event.author == "visitor" for event in desk.journal.events(id, after=before.seq))


def test_a_visitor_who_asks_for_a_human_is_offered_the_exits(desk: Desk) -> None:
    id = desk.open()
    desk.say(id, ANSWERED)
    (offer,) = desk.agent.ask_human(id, "m2", because=Reason("asked-for-human"))
    assert [exit["exit"] for exit in offer.payload["exits"]] == ["chat", "callback", "email"]
    assert offer.payload["text"] == "Bien sûr. Voici comment joindre un conseiller :"
    assert desk.agent.ask_human(id, "m2", because=Reason("asked-for-human")) == (offer,)


def test_outside_hours_the_default_team_is_offered_with_its_exits(desk: Desk) -> None:
    desk.clock.now = CLOSED
    offer = desk.say(desk.open(), UNKNOWN)[1]
    assert [(exit["exit"], exit["team"]) for exit in offer.payload["exits"]] == [
        ("callback", "ventes"),
        ("email", "ventes"),
    ]
    assert offer.payload["text"].endswith("Nos conseillers sont de retour demain à 9 h 00.")


def test_an_incident_keeps_the_message_and_offers_the_exits(desk: Desk) -> None:
    id = desk.open()
    said, offer = desk.agent.apologise(id, Message("m1", "mon colis ?", page="/suivi"), error="RuntimeError")
    assert said.payload == {"text": "mon colis ?", "page": "/suivi"}
    assert offer.payload["text"].startswith("Un incident m'empêche de vous répondre.")
    assert offer.payload["reason"].startswith("incident : RuntimeError")
    assert desk.journal.load(id).question == "mon colis ?"
    assert desk.say(id, "mon colis ?", id="m1") == (said, offer)


def test_an_answer_that_helped_is_noted_without_a_word(desk: Desk) -> None:
    id = desk.open()
    seq = desk.say(id, ANSWERED)[1].seq
    (noted,) = desk.agent.rate_answer(id, "f1", seq=seq, helpful=True, comment="parfait")
    assert (noted.kind, noted.author) == ("feedback", "visitor")
    assert noted.payload == {"seq": seq, "helpful": True, "comment": "parfait"}


def test_an_answer_that_did_not_help_offers_the_exits(desk: Desk) -> None:
    id = desk.open()
    seq = desk.say(id, ANSWERED)[1].seq
    first = desk.agent.rate_answer(id, "f1", seq=seq, helpful=False, comment="")
    assert kinds(first) == ["feedback", "offer"]
    assert first[1].payload["text"].startswith("Désolé que cela ne vous ait pas aidé.")
    assert desk.agent.rate_answer(id, "f1", seq=seq, helpful=False, comment="") == first


@pytest.mark.parametrize("seq", [0, 1, 2, 4, 99])
def test_only_an_answer_of_this_conversation_can_be_rated(desk: Desk, seq: int) -> None:
    id = desk.open()
    desk.say(id, ANSWERED)  # events 2 and 3: the message and its answer
    with pytest.raises(EventNotFound):
        desk.agent.rate_answer(id, "f1", seq=seq, helpful=True, comment="")
    assert desk.journal.load(id).seq == 3


def test_an_answer_far_down_a_long_conversation_can_be_rated(desk: Desk) -> None:
    id = desk.open()
    for _ in range(520):
        seq = desk.say(id, ANSWERED)[1].seq
    assert seq > 1_000
    assert kinds(desk.agent.rate_answer(id, "f1", seq=seq, helpful=True, comment="")) == ["feedback"]


def test_stars_are_noted_and_nobody_is_offered_anything(desk: Desk) -> None:
    id = desk.open()
    (noted,) = desk.agent.rate(id, "r1", stars=1, comment="nul")
    assert (noted.kind, noted.payload) == ("rating", {"stars": 1, "comment": "nul"})


REOPENINGS: list[Callable[[Desk, str], tuple[Event, ...]]] = [
    lambda desk, id: desk.say(id, ANSWERED),
    lambda desk, id: desk.agent.choose(id, "m9", "frais"),
]


@pytest.mark.parametrize("reopen", REOPENINGS)
def test_a_closed_conversation_goes_on_with_the_agent(
    desk: Desk, reopen: Callable[[Desk, str], tuple[Event, ...]]
) -> None:
    id, escalation = desk.queued()
    desk.takeover.claim(escalation, LEA, "claim")
    desk.takeover.close(escalation, LEA, "close")
    assert desk.journal.load(id).owner == "closed"
    assert reopen(desk, id)[1].kind == "answer"
    assert desk.journal.load(id).owner == "agent"


def test_thinking_says_nothing_and_keeps_nothing(desk: Desk) -> None:
    thought = desk.mind.think(Conversation("", "fr"), Message("", CLOSE))
    assert (thought.decision.kind, len(thought.matches)) == ("clarify", 3)
    assert thought.understanding.language.code == "fr"


def test_a_stricter_promise_asks_back_where_a_looser_one_answers(desk: Desk) -> None:
    def kind(wrong_in_100: float) -> str:
        desk.company = replace(COMPANY, policy=Policy(wrong_in_100=wrong_in_100))
        return desk.mind.think(Conversation("", "fr"), Message("", CLOSE)).decision.kind

    assert (kind(5), kind(30)) == ("clarify", "answer")


TWO = {
    "Quand arrive mon colis ?": [("delai", 0.9), ("frais", 0.06)],
    "combien coûte la livraison ?": [("frais", 0.8)],
    "comment payer en trois fois ?": [("frais", 0.45), ("delai", 0.3)],
    "comment broder un plaid ?": [("retour", 0.1)],
    "où broder un torchon ?": [("retour", 0.1)],
}


def asked_together(desk: Desk, *questions: str) -> tuple[str, tuple[Event, ...]]:
    desk.knowledge.found |= TWO
    id = desk.open()
    return id, desk.say(id, " ".join(questions))[1:]


def test_two_questions_in_a_message_are_both_answered(desk: Desk) -> None:
    id, replies = asked_together(desk, "Quand arrive mon colis ?", "Et combien coûte la livraison ?")
    assert [(reply.kind, reply.payload["entry_id"]) for reply in replies] == [("answer", "delai"), ("answer", "frais")]
    held = desk.journal.load(id)
    assert (held.question, held.failures) == ("Quand arrive mon colis ? Et combien coûte la livraison ?", 0)


def test_two_questions_with_one_answer_get_it_once(desk: Desk) -> None:
    desk.knowledge.found["il arrive quel jour, mon colis ?"] = [("delai", 0.7)]
    _, replies = asked_together(desk, "Quand arrive mon colis ?", "il arrive quel jour, mon colis ?")
    assert [reply.payload["entry_id"] for reply in replies] == ["delai"]


def test_the_question_left_beside_an_answer_is_asked_back(desk: Desk) -> None:
    id, replies = asked_together(desk, "Quand arrive mon colis ?", "comment payer en trois fois ?")
    assert kinds(replies) == ["answer", "clarify"]
    assert replies[1].payload["text"] == "Et pour « comment payer en trois fois ? », est-ce l'une de ces questions ?"
    held = desk.journal.load(id)
    assert (held.asked, held.topic, held.failures) == (("frais", "delai"), "livraison", 0)


def test_the_questions_left_beside_an_answer_are_handed_over_word_for_word(desk: Desk) -> None:
    questions = ("Quand arrive mon colis ?", "comment broder un plaid ?", "où broder un torchon ?")
    id, replies = asked_together(desk, *questions)
    assert kinds(replies) == ["answer", "offer"]
    assert "« comment broder un plaid ? ; où broder un torchon ? »" in replies[1].payload["text"]
    assert replies[1].payload["because"] == "rest"
    assert (desk.journal.load(id).topic, desk.journal.load(id).failures) == ("retours", 1)


def test_several_questions_without_a_sure_answer_are_dealt_with_as_one(desk: Desk) -> None:
    _, replies = asked_together(desk, "comment broder un plaid ?", "où broder un torchon ?")
    assert kinds(replies) == ["offer"]
    assert replies[0].payload["because"] == "nothing-found"


def test_a_sensitive_message_goes_to_a_human_whole_whatever_else_it_asks(desk: Desk) -> None:
    _, replies = asked_together(desk, "Quand arrive mon colis ?", "je veux porter plainte, où faut-il écrire ?")
    assert [(reply.kind, reply.payload["because"]) for reply in replies] == [("offer", "sensitive")]


def test_a_long_message_is_read_whole_without_what_surrounds_it(desk: Desk) -> None:
    story = " ".join(["j'ai commandé un plaid bleu la semaine dernière et rien"] * 7)
    desk.knowledge.found |= TWO
    id = desk.open()
    desk.say(
        id, f"Bonjour,\n\n{story} Quand arrive mon colis ? combien coûte la livraison ?\n\nCordialement,\nLéa Petit"
    )
    assert desk.reader.read_so_far == [f"{story} Quand arrive mon colis ? combien coûte la livraison ?"]


def test_the_thought_on_several_questions_is_as_sure_as_on_the_surest(desk: Desk) -> None:
    desk.knowledge.found |= TWO
    text = "combien coûte la livraison ? Quand arrive mon colis ?"
    thought = desk.mind.think(Conversation("", "fr"), Message("", text))
    assert [part.asked for part in thought.parts] == ["combien coûte la livraison ?", "Quand arrive mon colis ?"]
    assert (thought.decision.kind, thought.decision.confidence) == ("answer", 0.9)
    assert [match.entry.id for match in thought.matches] == ["delai", "frais"]


def test_a_topic_with_a_promise_of_its_own_is_answered_by_it() -> None:
    desk = Desk(company=replace(COMPANY, policy=Policy(wrong_in_100=10, topics={"livraison": 2})))
    desk.knowledge.found |= {"port": [("frais", 0.7)], "renvoi": [("retour", 0.7)]}
    id = desk.open()
    assert kinds(desk.say(id, "renvoi")) == ["message", "answer"]
    assert kinds(desk.say(id, "port")) == ["message", "clarify"]
