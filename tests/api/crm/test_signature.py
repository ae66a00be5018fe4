"""A signature holds for one method, path, second and body."""

import pytest

from api.crm.signature import SIGNATURE, TIMESTAMP, signed

SECRET = "0123456789abcdef0123456789abcdef"
BODY = b'{"kind": "email", "value": "lea@example.org"}'
# The example of api/CRM.md, computed with openssl.
EXPECTED = "v1=cab618560abadc8fd7c487ce8d4abb61ca6e433323da785d88f7f9b1f2020446"


def test_the_example_of_the_document_is_right() -> None:
    headers = signed("POST", "/comptoir/facts", BODY, secret=SECRET, at=1_794_225_600)
    assert headers == {TIMESTAMP: "1794225600", SIGNATURE: EXPECTED}


@pytest.mark.parametrize(
    "changed",
    [{"method": "PUT"}, {"path": "/comptoir/order"}, {"body": BODY + b" "}, {"at": 1}, {"secret": SECRET[::-1]}],
    ids=lambda changed: next(iter(changed)),
)
def test_anything_changed_changes_the_signature(changed: dict[str, object]) -> None:
    asked = {"method": "POST", "path": "/comptoir/facts", "body": BODY, "secret": SECRET, "at": 1_794_225_600} | changed
    method, path, body = asked.pop("method"), asked.pop("path"), asked.pop("body")
    assert signed(method, path, body, **asked)[SIGNATURE] != EXPECTED  # type: ignore[arg-type]
