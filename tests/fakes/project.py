"""A small assistant: it greets, and follows an order."""

DOMAIN = """version: "3.1"
intents: [saluer, suivre_commande, donner_numero]
entities: [numero]
slots:
  numero:
    type: text
    mappings:
    - type: from_entity
      entity: numero
forms:
  suivi_form:
    required_slots: [numero]
responses:
  utter_saluer:
  - text: "Bonjour !"
  utter_ask_numero:
  - text: "Quel est le numéro de votre commande ?"
  utter_suivi:
  - text: "La commande {numero} est en route."
"""
RULES = """version: "3.1"
rules:
- rule: dire bonjour
  steps:
  - intent: saluer
  - action: utter_saluer
- rule: suivre une commande
  steps:
  - intent: suivre_commande
  - action: suivi_form
  - active_loop: suivi_form
- rule: dire où en est la commande
  condition:
  - active_loop: suivi_form
  steps:
  - action: suivi_form
  - active_loop: null
  - slot_was_set:
    - requested_slot: null
  - action: utter_suivi
"""
NLU = """version: "3.1"
nlu:
- intent: saluer
  examples: |
    - bonjour
    - salut
- intent: suivre_commande
  examples: |
    - où est ma commande
    - suivre mon colis
- intent: donner_numero
  examples: |
    - c'est la [12345](numero)
    - [98765](numero)
"""
PROJECT = {"domain.yml": DOMAIN, "data/rules.yml": RULES, "data/nlu.yml": NLU, "config.yml": "language: fr\n"}
BROKEN = PROJECT | {"data/rules.yml": RULES + "- rule: rien\n"}
