"""What the railway does besides talking; as written by an author of Rasa projects, on rasa-sdk."""

from rasa_sdk import Action, FormValidationAction
from rasa_sdk.events import AllSlotsReset, SlotSet, UserUtteranceReverted

SERVED = {"lyon", "lille", "nantes", "brest"}


class AskPassengers(Action):
    def name(self):
        return "action_ask_passagers"

    def run(self, dispatcher, tracker, domain):
        jour = tracker.get_slot("jour")
        dispatcher.utter_message(text=f"Combien de voyageurs {jour} ?", buttons=[{"title": "Un", "payload": "1"}])
        return []


class AskDay(Action):
    def name(self):
        return "action_ask_form_billet_jour"

    async def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="Quel jour ?", json_message={"calendrier": tracker.get_slot("gare_arrivee")})
        return []


class ValidateTicket(FormValidationAction):
    def name(self):
        return "validate_form_billet"

    async def required_slots(self, domain_slots, dispatcher, tracker, domain):
        if int(tracker.get_slot("passagers") or 0) > 4:
            return [slot for slot in domain_slots if slot != "classe"]
        return domain_slots

    def validate_gare_depart(self, value, dispatcher, tracker, domain):
        return {"gare_depart": self.served(value, dispatcher)}

    def validate_gare_arrivee(self, value, dispatcher, tracker, domain):
        if value == tracker.get_slot("gare_depart"):
            dispatcher.utter_message(text="C'est la gare de départ.")
            return {"gare_arrivee": None}
        return {"gare_arrivee": self.served(value, dispatcher)}

    def validate_passagers(self, value, dispatcher, tracker, domain):
        try:
            number = int(value)
        except ValueError:
            number = 0
        if not 1 <= number <= 9:
            dispatcher.utter_message(response="utter_aide_passagers")
        return {"passagers": number if 1 <= number <= 9 else None}

    @staticmethod
    def served(value, dispatcher):
        if str(value).lower() in SERVED:
            return value
        dispatcher.utter_message(response="utter_gare_inconnue", essai=value)
        return None


class ValidateComplaint(FormValidationAction):
    def name(self):
        return "validate_form_reclamation"

    def validate_motif(self, value, dispatcher, tracker, domain):
        if value.strip().lower() == "rien":
            return {"requested_slot": None}
        return {"motif": value if len(value) > 5 else None}


class Buy(Action):
    def name(self):
        return "action_acheter"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(response="utter_vendu")
        emptied = [SlotSet(slot, None) for slot in ("jour", "passagers", "classe", "confirmation")]
        return [SlotSet("connu", True), *emptied]


class Exchange(Action):
    def name(self):
        return "action_echanger"

    def run(self, dispatcher, tracker, domain):
        dossier, jour = tracker.get_slot("dossier"), tracker.get_slot("nouveau_jour")
        dispatcher.utter_message(text=f"Le dossier {dossier} est échangé pour {jour}.")
        return [SlotSet("dossier", None), SlotSet("nouveau_jour", None)]


class Complain(Action):
    def name(self):
        return "action_reclamation"

    def run(self, dispatcher, tracker, domain):
        if tracker.get_slot("motif") is None:
            dispatcher.utter_message(text="Alors tout va bien.")
            return []
        dispatcher.utter_message(text=f"Réclamation notée ({tracker.get_slot('origine')}).")
        return [SlotSet("motif", None), SlotSet("origine", {"canal": "web", "n": 1})]


class Answer(Action):
    def name(self):
        return "action_repondre"

    def run(self, dispatcher, tracker, domain):
        text = tracker.latest_message.get("text") or ""
        dispatcher.utter_message(text=f"Réponse à : {text}", elements=[{"title": "Lire", "subtitle": text}])
        return []


class Timetable(Action):
    def name(self):
        return "action_horaires"

    def run(self, dispatcher, tracker, domain):
        places = list(tracker.get_latest_entity_values("gare"))
        dispatcher.utter_message(text=f"Un train par heure ({', '.join(places) or 'partout'}).")
        return []


class Person(Action):
    def name(self):
        return "action_agent"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="Un agent arrive.", image="https://images.example/agent.png")
        dispatcher.utter_message(json_message={"relais": True, "boucle": tracker.active_loop.get("name")})
        return []


class Forget(Action):
    def name(self):
        return "action_oublier"

    def run(self, dispatcher, tracker, domain):
        return [AllSlotsReset()]


class AskAffirmation(Action):
    def name(self):
        return "action_default_ask_affirmation"

    def run(self, dispatcher, tracker, domain):
        ranking = [each["name"] for each in tracker.latest_message.get("intent_ranking", [])]
        guess = next((name for name in ranking if name != "nlu_fallback"), "aide")
        buttons = [{"title": "Oui", "payload": f"/{guess}"}, {"title": "Non", "payload": "/out_of_scope"}]
        dispatcher.utter_message(text=f"Parlez-vous de « {guess.replace('_', ' ')} » ?", buttons=buttons)
        return []


class Fallback(Action):
    def name(self):
        return "action_default_fallback"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(response="utter_default")
        dispatcher.utter_message(text="Je vous passe un agent.", json_message={"relais": True})
        return [UserUtteranceReverted()]


class Recognise(Action):
    def name(self):
        return "action_reconnaitre"

    def run(self, dispatcher, tracker, domain):
        return [SlotSet("connu", "responses" in domain)]
