"""What a real Rasa server asks of us: how a message was understood, and the assistant's actions."""

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from api.errors import SignInNeeded
from api.http import EngineOf
from dialogue.assistant.errors import ActionFailed, ActionNotFound, ActionRejected
from dialogue.errors import ConversationNotFound
from dialogue.model import Conversation, Message


def by_rasa(engine: EngineOf, token: Annotated[str, Query(max_length=500)] = "") -> None:
    """Let in whoever shows the token that is shared with the Rasa server. Raises SignInNeeded."""
    expected = engine.settings.rasa_token.get_secret_value()
    if not expected or not secrets.compare_digest(token.encode(), expected.encode()):
        raise SignInNeeded


router = APIRouter(tags=["rasa"], prefix="/rasa", dependencies=[Depends(by_rasa)])


class Told(BaseModel):
    """What Rasa's server sends: its versions add to it."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class ParseBody(Told):
    text: Annotated[str, Field(max_length=200_000)] = ""
    # Rasa puts the conversation's id here.
    message_id: Annotated[str, Field(max_length=200)] = ""


class WebhookBody(Told):
    next_action: Annotated[str, Field(max_length=200)]
    tracker: dict[str, Any]
    domain: dict[str, Any] = Field(default_factory=dict)


@router.post("/model/parse")
def parse(body: ParseBody, engine: EngineOf) -> dict[str, Any]:
    """Return how a conversation's last message was understood; the process that sent it to Rasa may be another."""
    heard = engine.dialogues.heard.find(body.message_id, body.text)
    if heard:
        return heard
    try:
        conversation = engine.journal.load(body.message_id)
    except ConversationNotFound:
        # Somebody talks to Rasa without us.
        conversation = Conversation(body.message_id, engine.company().languages[0])
    message = Message("", body.text)
    return engine.flows.understand(message, engine.mind.think(conversation, message))


@router.post("/webhook", response_model=None)
def webhook(body: WebhookBody, engine: EngineOf) -> dict[str, Any] | JSONResponse:
    """Run an action of the assistant, as Rasa's action server does."""
    try:
        done = engine.dialogues.actions.run(body.next_action, body.tracker, body.domain)
    except ActionRejected as error:
        return JSONResponse({"error": str(error), "action_name": body.next_action}, status_code=400)
    except ActionNotFound as error:
        return JSONResponse({"error": str(error), "action_name": body.next_action}, status_code=404)
    except ActionFailed as error:
        return JSONResponse({"error": str(error), "action_name": body.next_action}, status_code=500)
    return {"events": list(done.events), "responses": list(done.responses)}
