"""What a Rasa server is told: only with the token, what was understood here, and what the actions did."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from edge.calls import RASA_TOKEN
from edge.installation import API, Borrower
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.wiring import Engine


@pytest.fixture
def untold(engine: Engine, filled: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A client of an installation that shares no token."""
    shutil.copy(filled, tmp_path)
    served = Borrower(engine, Settings(home=tmp_path))
    with closing(served), TestClient(create_app(served, dist=tmp_path / "dist")) as client:
        yield client


def ask(client: TestClient, path: str, body: dict[str, Any], *, token: str = RASA_TOKEN) -> tuple[int, Any]:
    answer = client.post(f"{API}/rasa{path}", params={"token": token}, json=body)
    return answer.status_code, answer.json()


def test_rasa_is_told_what_was_understood_of_the_message_it_was_sent(client: TestClient) -> None:
    parse = {"text": "oui", "intent": {"name": "affirm", "confidence": 1.0}, "entities": [], "language": "fr"}
    client.app.state.engine.dialogues.heard.keep("c1", parse)
    assert ask(client, "/model/parse", {"text": "oui", "message_id": "c1", "token": None}) == (200, parse)


def test_what_was_sent_by_another_process_or_by_nobody_is_read_here(client: TestClient) -> None:
    status, parse = ask(client, "/model/parse", {"text": "où est ma facture", "message_id": "somebody else's"})
    assert (status, parse["text"], parse["intent"]["name"]) == (200, "où est ma facture", "nlu_fallback")


def test_an_action_is_run_as_by_an_action_server(client: TestClient) -> None:
    body = {"next_action": "action_answer", "sender_id": "c1", "tracker": {"sender_id": "c1"}, "version": "3.6.21"}
    assert ask(client, "/webhook", body) == (200, {"events": [], "responses": [{"custom": {"comptoir": "answer"}}]})
    status, said = ask(client, "/webhook", body | {"next_action": "action_unheard_of"})
    assert (status, said["action_name"]) == (404, "action_unheard_of")


@pytest.mark.parametrize("token", ["", "another", "é"])
@pytest.mark.parametrize("path", ["/model/parse", "/webhook"])
def test_nobody_is_told_anything_without_the_token(client: TestClient, path: str, token: str) -> None:
    body = {"text": "oui", "message_id": "c1", "next_action": "action_answer", "tracker": {}}
    assert ask(client, path, body, token=token)[0] == 401


def test_an_installation_without_a_token_tells_nobody(untold: TestClient) -> None:
    assert ask(untold, "/model/parse", {"text": "oui", "message_id": "c1"}, token="")[0] == 401
