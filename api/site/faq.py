"""The FAQ as a whole: its version, its visitors, what they pick and what they think."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import Lock

from api.security import digest, new_token
from api.site.catalogue import Catalogue
from api.site.finding import Asked, Found, find
from api.site.pulse import Pulse, read_pulse
from api.site.tally import Tally
from api.site.visitors import Guest, Guests
from api.site.words import words_of
from api.storage.clock import Clock
from api.storage.opinions import Opinion, SqlOpinions
from api.storage.visits import Kind, SqlVisits, Visit
from api.throttle import Throttle
from dialogue.company import Company
from dialogue.mind import Reads
from knowledge.model import Entry
from knowledge.privacy import Mask
from knowledge.search import Base, Knowledge

_SAVED_EVERY = timedelta(seconds=3)
_COUNTED_EVERY = timedelta(minutes=5)


class Faq:
    """What the pages and their routes ask; `tick` is called every second, beside all requests."""

    def __init__(
        self,
        *,
        knowledge: Knowledge,
        company: Callable[[], Company],
        reader: Callable[[], Reads],
        visits: SqlVisits,
        opinions: SqlOpinions,
        guests: Guests,
        mask: Mask,
        clock: Clock,
    ) -> None:
        self._knowledge = knowledge
        self._company = company
        self._reader = reader
        self._visits = visits
        self._opinions = opinions
        self._guests = guests
        self._mask = mask
        self._clock = clock
        self._tally = Tally(visits)
        self._opining = Throttle(tries=10)
        self._clicking = Throttle(tries=60)
        self._made: tuple[Base, Company, Catalogue] | None = None
        self._saved = self._counted = datetime.min.replace(tzinfo=clock().tzinfo)
        self._counting = Lock()
        self.pulse = Pulse()

    @property
    def catalogue(self) -> Catalogue:
        """The version in service, as a site."""
        base, company, made = self._knowledge.base, self._company(), self._made
        if made is None or made[0] is not base or made[1] is not company:
            made = (base, company, Catalogue(base, company.languages, self.theme_name))
            self._made = made
        return made[2]

    def theme_name(self, category: str, lang: str) -> str:
        """Return what visitors call a category, or what is in none."""
        return self._company().theme_name(category, lang) or words_of(lang).say("other")

    def find(self, asked: Asked) -> Found:
        """Search as a visitor does."""
        return find(asked, reader=self._reader(), catalogue=self.catalogue, company=self._company(), pulse=self.pulse)

    def guest(self, address: str, agent: str) -> Guest:
        """Return who visits, for today."""
        return self._guests.of(address, agent, today=self._clock().date())

    def viewed(self, entry: Entry, guest: Guest) -> None:
        """Count that a page was opened."""
        self._visited(entry.id, "view", guest, 0)

    def picked(self, entry_id: str, shown: Sequence[str], guest: Guest) -> None:
        """Count what was picked of a list, in its order. Raises TooManyTries."""
        self._clicking.check(guest.source, now=self._clock())
        published = self.catalogue.entries
        for rank, id in enumerate(dict.fromkeys(shown), start=1):
            if id in published:
                self._visited(id, "shown", guest, rank)
                if id == entry_id:
                    self._visited(id, "click", guest, rank)

    def opine(self, entry: Entry, guest: Guest, *, token: str, helpful: bool, comment: str) -> str:
        """Keep an opinion, masked, and return the token of the visit that may change it. Raises TooManyTries."""
        now, said = self._clock(), comment.strip()
        self._opining.check(guest.source, now=now)
        token = token or new_token()
        masked = self._mask.mask(said, entry.lang).text if said else ""
        opinion = Opinion(entry.id, digest(token), guest.source, entry.revision, helpful, masked, now)
        self._opinions.keep(opinion)
        return token

    def tick(self) -> None:
        """Save what was counted, and now and then work out what it means."""
        now = self._clock()
        if now - self._saved >= _SAVED_EVERY:
            self._saved = now
            self.save()
        if now - self._counted >= _COUNTED_EVERY:
            self.count()

    def save(self) -> None:
        """Keep the visits counted so far."""
        self._tally.save()

    def count(self) -> None:
        """Work out what is asked and liked, and forget what has been kept long enough."""
        with self._counting:
            self._counted = now = self._clock()
            self._visits.forget(today=now.date())
            self.pulse = read_pulse(self._visits, self._opinions, now)

    def _visited(self, entry_id: str, kind: Kind, guest: Guest, rank: int) -> None:
        self._tally.add(Visit(guest.day, entry_id, kind, guest.visitor, guest.source, rank))
