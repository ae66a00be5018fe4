"""What the page for authors of actions shows runs as it stands."""

import re
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

from fakes.assistants.trackers import slot, tracker

from dialogue import actions
from dialogue.actions.inside import Inside

README = Path(actions.__file__).with_name("README.md").read_text(encoding="utf-8")
DOMAIN = {"forms": {"order_form": {"required_slots": ["order_number"]}}, "slots": {"order_number": {"type": "text"}}}


def test_the_example_runs_with_the_systems_it_is_given(tmp_path: Path) -> None:
    [example] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    (tmp_path / "actions.py").write_text(example, encoding="utf-8")
    services = SimpleNamespace(orders=SimpleNamespace(state=lambda number: f"{number} is on its way"))
    with closing(Inside(tmp_path, services=services)) as inside:
        assert inside.names == {"action_track_order", "validate_order_form"}
        told = inside.run("action_track_order", tracker(order_number="12"), DOMAIN)
        assert told.events == (slot("order_state", "12 is on its way"),)
        validated = inside.run("validate_order_form", tracker(slot("order_number", "a"), order_number="a"), DOMAIN)
        assert validated.events == (slot("order_number", None),)
