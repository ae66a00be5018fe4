"""What a publication would change, as the wire describes it."""

from dataclasses import asdict
from typing import Any

from api.publication.preview import Preview


def preview_body(found: Preview) -> dict[str, Any]:
    """Return a preview as JSON."""
    return {**asdict(found), "broken": found.broken, "warns": found.warns}
