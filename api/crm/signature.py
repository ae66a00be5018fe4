"""What shows a CRM that a request is ours, unchanged and fresh: api/CRM.md describes it for whoever checks it."""

import hashlib
import hmac
from collections.abc import Mapping

TIMESTAMP = "Comptoir-Timestamp"
SIGNATURE = "Comptoir-Signature"
_SCHEME = "v1="


def signed(method: str, path: str, body: bytes, *, secret: str, at: int) -> Mapping[str, str]:
    """Return the headers that sign a request; `at` is the second it leaves, `path` what follows the host."""
    text = "\n".join((method.upper(), path, str(at), hashlib.sha256(body).hexdigest()))
    mac = hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    return {TIMESTAMP: str(at), SIGNATURE: f"{_SCHEME}{mac}"}
