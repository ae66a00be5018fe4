"""Which variation of a response is said, and what fills it."""

import random
from typing import Any

import pytest
from ruamel.yaml import YAML

from dialogue.assistant.responses import Responses

VARIATIONS = """
utter_bonjour:
- text: web, cliente
  channel: web
  condition: [{type: slot, name: statut, value: Cliente}]
- text: cliente
  condition: [{type: slot, name: statut, value: Cliente}]
- {text: web, channel: web}
- text: partout
utter_cliente:
- text: cliente pro
  condition: [{type: slot, name: statut, value: cliente}, {type: slot, name: pro, value: true}]
utter_ordre:
- {text: cliente, condition: [{type: slot, name: statut, value: cliente}]}
- {text: web, channel: web}
utter_web: [{text: web, channel: web}]
utter_choix: [{text: un}, {text: deux}, {text: trois}]
utter_vide: []
"""


def responses(text: str, seed: int = 0) -> Responses:
    read = YAML(typ="safe", pure=True).load(text)
    return Responses({name: tuple(each) for name, each in read.items()}, random.Random(seed))


@pytest.mark.parametrize(
    ("name", "slots", "channel", "said"),
    [
        ("utter_bonjour", {"statut": "cliente"}, "web", "web, cliente"),
        ("utter_bonjour", {"statut": None}, "web", "web"),
        ("utter_bonjour", {"statut": "CLIENTE"}, "mail", "cliente"),
        ("utter_bonjour", {}, "mail", "partout"),
        ("utter_cliente", {"statut": "cliente", "pro": True}, "web", "cliente pro"),
        ("utter_cliente", {"statut": "cliente", "pro": False}, "web", None),
        ("utter_cliente", {"statut": "cliente", "pro": "true"}, "web", None),  # a text is no truth
        ("utter_ordre", {"statut": "cliente"}, "web", "web"),  # the channel first, then who it is
        ("utter_ordre", {"statut": "cliente"}, "mail", "cliente"),
        ("utter_web", {}, "mail", None),
        ("utter_vide", {}, "web", None),
        ("utter_inconnu", {}, "web", None),
    ],
)
def test_the_variation_for_these_slots_on_this_channel_is_said(
    name: str, slots: dict[str, Any], channel: str, said: str | None
) -> None:
    found = responses(VARIATIONS).generate(name, slots, channel)
    assert (found and found["text"]) == said


def test_between_variations_that_fit_equally_chance_decides() -> None:
    known = responses(VARIATIONS)
    said = [known.generate("utter_choix", {}, "web") for _ in range(50)]
    assert {each["text"] for each in said if each} == {"un", "deux", "trois"}
    assert responses(VARIATIONS, 5).generate("utter_choix", {}, "web") == responses(VARIATIONS, 5).generate(
        "utter_choix", {}, "web"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Bonjour {nom} !", "Bonjour Léa !"),
        ("{nom} {nom}", "Léa Léa"),
        ("{prix} €", "12.5 €"),
        ("{rien}", "None"),
        ("{remise} %", "10 %"),  # given by the action
        ("{nom} et {inconnu}", "{nom} et {inconnu}"),  # one name missing: nothing is filled
        ("{{nom}}", "{nom}"),
        ("{{{nom}}}", "{Léa}"),
        ("{nom} : {{nom}}", "Léa : {nom}"),
        ("{ nom }", "{ nom }"),
        ("{}", "{}"),
        ('/choisir{{"nom": "{nom}"}}', '/choisir{"nom": "Léa"}'),
        ('/choisir{"nom": "Léa"}', '/choisir{"nom": "Léa"}'),
        ("{nom.__class__}", "{nom.__class__}"),
        ("{nom!r}", "{nom!r}"),
    ],
)
def test_a_text_is_filled_with_slots_and_with_what_the_action_gives(text: str, said: str) -> None:
    known = Responses({"utter_a": ({"text": text},)}, random.Random(0))
    slots = {"nom": "Léa", "prix": 12.5, "rien": None, "remise": "0"}
    assert known.generate("utter_a", slots, "web", {"remise": 10}) == {"text": said}


def test_every_part_that_a_visitor_sees_is_filled_down_to_its_leaves() -> None:
    text = """
utter_a:
- image: https://exemple.fr/{n}.png
  buttons: [{title: "Commande {n}", payload: "/commande_{n}"}]
  quick_replies: [{title: "{n}"}]
  attachment: {type: image, payload: {src: "{n}"}}
  custom: {n: "{n}", liste: [1, "{n}"], vrai: true}
  metadata: {n: "{n}"}
"""
    assert responses(text).generate("utter_a", {"n": 7}, "web") == {
        "image": "https://exemple.fr/7.png",
        "buttons": [{"title": "Commande 7", "payload": "/commande_7"}],
        "quick_replies": [{"title": "7"}],
        "attachment": {"type": "image", "payload": {"src": "7"}},
        "custom": {"n": "7", "liste": [1, "7"], "vrai": True},
        "metadata": {"n": "{n}"},
    }
