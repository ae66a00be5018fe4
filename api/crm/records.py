"""The company's records, wired: the embedded CRM or the company's own, and the reception before it."""

from collections.abc import Callable
from functools import cached_property

from api.crm.remote import HttpCrm, open_remote
from api.errors import sentence
from api.settings import Settings
from api.storage.clock import Clock
from api.storage.crm import SqlCrm
from api.storage.crm_audit import SqlCrmAudit
from api.storage.crm_identities import SqlIdentities
from api.storage.crm_tries import SqlTries
from api.storage.database import Database
from dialogue.actions.services import Services
from dialogue.company import Company
from dialogue.crm.ports import Crm
from dialogue.crm.reception import Reception


class CompanyRecords:
    """Everything that touches customers and orders, opened when first needed."""

    def __init__(self, settings: Settings, db: Database, *, company: Callable[[], Company], clock: Clock) -> None:
        self._settings = settings
        self._db = db
        self._company = company
        self._clock = clock

    @cached_property
    def crm(self) -> Crm:
        """The records, for who was recognised at the reception."""
        return self._either

    @cached_property
    def reception(self) -> Reception:
        tries = SqlTries(self._db, clock=self._clock)
        return Reception(records=self._either, tries=tries, identities=self.identities, company=self._company)

    @property
    def services(self) -> Services:
        """What an assistant's own actions reach of the company."""
        return Services(self.reception, self.crm, told=sentence)

    @cached_property
    def embedded(self) -> SqlCrm:
        return SqlCrm(self._db, company=self._company, clock=self._clock)

    @cached_property
    def audit(self) -> SqlCrmAudit:
        return SqlCrmAudit(self._db)

    @cached_property
    def identities(self) -> SqlIdentities:
        return SqlIdentities(self._db, clock=self._clock)

    @cached_property
    def remote(self) -> HttpCrm:
        return open_remote(self._settings, audit=self.audit, company=self._company, clock=self._clock)

    @property
    def _either(self) -> HttpCrm | SqlCrm:
        return self.remote if self._settings.crm_url else self.embedded

    def close(self) -> None:
        """Close the connections to a CRM that was asked."""
        if "remote" in vars(self):
            self.remote.close()
