"""The flows of a project: what its intents start when nothing else goes on."""

from dialogue.assistant.domain import DEFAULT_INTENTS, Domain
from dialogue.assistant.events import Event
from dialogue.assistant.project import Project
from dialogue.assistant.sequences import Sequence
from dialogue.assistant.slots import NOT_SET
from dialogue.authoring.model import Flow


def flows(project: Project) -> tuple[Flow, ...]:
    """Return the intents that start a form or have a rule, by name: first those that start a form."""
    found: dict[str, Flow] = {}
    for sequence in project.sequences:
        flow = _flow(sequence, project.domain)
        if flow and (flow.intent not in found or (flow.form and not found[flow.intent].form)):
            found[flow.intent] = flow
    return tuple(sorted(found.values(), key=lambda flow: (not flow.form, flow.intent)))


def _flow(sequence: Sequence, domain: Domain) -> Flow | None:
    """Return what the first message of a sequence starts; what needs a form that goes on starts nothing."""
    at = next((i for i, event in enumerate(sequence.events) if event["event"] == "user"), None)
    if at is None or any(_within_a_form(event) for event in sequence.events[:at]):
        return None
    intent = sequence.events[at]["parse_data"]["intent"].get("name")
    then = next((event["name"] for event in sequence.events[at:] if event["event"] == "action"), "")
    form = then if then in domain.forms else ""
    if not intent or intent in DEFAULT_INTENTS or not (form or sequence.kind == "rule"):
        return None
    return Flow(intent, sequence.name, form)


def _within_a_form(event: Event) -> bool:
    return event["event"] == "active_loop" and event["name"] not in (None, NOT_SET)
