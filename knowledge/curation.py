"""What people and learning do to entries: drafts from needs, and the rules every entry keeps when it is saved."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.analysis import fold
from knowledge.arrivals import CONTENT
from knowledge.errors import DatesReversed, EditConflict, EmptyQuestion, RevisionNotFound, TooLong
from knowledge.model import Alternative, Entry, Need, Variant
from knowledge.ports import Entries

DRAFT = "draft"
# Names that follow /entries/ in an address of the engine: no entry would be reached by them.
RESERVED_IDS = frozenset({"export", "duplicates"})
LONGEST_QUESTION, LONGEST_VARIANT, LONGEST_ANSWER, LONGEST_FOLLOW_UP = 500, 500, 20_000, 100
_LONGEST_ID = 60
_ALREADY_KNOWN = 0.5


@dataclass(frozen=True, slots=True)
class DraftReport:
    """What a learning changed, as ids of entries; `known` counts the needs that an entry already covers."""

    created: tuple[str, ...]
    refreshed: tuple[str, ...]
    deleted: tuple[str, ...]
    known: int


@dataclass(frozen=True, slots=True)
class Drafts:
    """What a learning makes of the drafts: entries to write and to write over, and the ids of those to remove."""

    created: tuple[Entry, ...]
    refreshed: tuple[Entry, ...]
    deleted: tuple[str, ...]
    known: int

    @property
    def report(self) -> DraftReport:
        return DraftReport(_ids(self.created), _ids(self.refreshed), self.deleted, self.known)


class Curation:
    """Changes entries by the rules. Nothing a person wrote is ever overwritten by learning."""

    def __init__(self, entries: Entries) -> None:
        self._entries = entries

    def drafts_of(self, needs: Sequence[Need]) -> Drafts:
        """Return the drafts of these needs, an entry for each that is asked twice or already replied to; none is kept.

        Drafts of an earlier learning that no person touched follow their need: refreshed, or deleted when it vanished.
        """
        entries = self._entries.all()
        return plan_drafts(needs, entries, [entry for entry in entries if self._is_untouched(entry)])

    def create(self, entry: Entry, *, author: str) -> Entry:
        """Save a new entry, named after its question where its id is empty.

        Raises EmptyQuestion, TooLong; EditConflict when the id is taken.
        """
        entry = tidy(entry)
        taken = {other.id for other in self._entries.all()}
        named = replace(entry, id=entry.id or free_id(entry.question, taken), revision=0)
        return self._entries.save([named], author=author, action="create")[0]

    def edit(self, entry: Entry, *, author: str) -> Entry:
        """Save a person's change. Raises EmptyQuestion, TooLong, EditConflict, EntryNotFound."""
        return self._entries.save([tidy(entry)], author=author, action="edit")[0]

    def restore(self, id: str, number: int, *, author: str, read_at: int | None = None) -> Entry:
        """Save again the words of an earlier revision, without its dates; the state between draft and visitors stays.

        Raises EntryNotFound, RevisionNotFound; EditConflict when the entry is no longer at revision `read_at`.
        """
        kept = self._entries.get(id)
        if read_at is not None and kept.revision != read_at:
            raise EditConflict(id=id, author=kept.updated_by, revision=kept.revision)
        old = next((line.entry for line in self._entries.revisions(id) if line.number == number), None)
        if old is None:
            raise RevisionNotFound(id=id, number=number)
        again = replace(old, revision=kept.revision, in_review=False, publish_at=None, retire_at=None)
        return self._entries.save([again], author=author, action="restore")[0]

    def take_in(self, entries: Sequence[Entry], *, author: str) -> list[Entry]:
        """Save entries read from a file, all or none, and return those that were new or differ from what was kept.

        Raises EditConflict when one that was read at a revision has another by now.
        """
        kept = {entry.id: entry for entry in self._entries.all()}
        changed = [new for entry in entries if (new := _over(kept.get(entry.id), tidy(entry))) != kept.get(entry.id)]
        return self._entries.save(changed, author=author, action="import") if changed else []

    def _is_untouched(self, entry: Entry) -> bool:
        if entry.need_id is None or entry.status != "draft":
            return False
        return all(revision.action == DRAFT for revision in self._entries.revisions(entry.id))


def plan_drafts(needs: Sequence[Need], entries: Sequence[Entry], untouched: Sequence[Entry]) -> Drafts:
    """Decide which drafts to write, rewrite and delete. Pure."""
    drafts = {entry.need_id: entry for entry in untouched}
    loose = {entry.id for entry in untouched}
    known = _Known(entry for entry in entries if entry.id not in loose)
    wanted = [need for need in needs if need.volume > 1 or need.reply]
    new = [need for need in wanted if not known.covers(need)]
    kept = {drafts[need.id].id for need in new if need.id in drafts}
    taken = {entry.id for entry in entries} - (loose - kept)
    created, refreshed = list[Entry](), list[Entry]()
    for need in new:
        before = drafts.get(need.id)
        after = _draft(need, before, taken)
        taken.add(after.id)
        if before is None:
            created.append(after)
        elif after != before:
            refreshed.append(after)
    return Drafts(tuple(created), tuple(refreshed), tuple(sorted(loose - kept)), len(wanted) - len(new))


def _over(kept: Entry | None, entry: Entry) -> Entry:
    """Return what is kept with the content of another entry."""
    if kept is None:
        return entry
    content = {name: getattr(entry, name) for name in CONTENT}
    return replace(kept, **content, revision=entry.revision or kept.revision)


def tidy(entry: Entry) -> Entry:
    """Return the entry without stray spaces and without a variant said twice.

    Raises EmptyQuestion, TooLong, DatesReversed.
    """
    question = " ".join(entry.question.split())
    if not question:
        raise EmptyQuestion()
    answer, category = entry.answer.strip(), " ".join(entry.category.split())
    variants = _distinct(question, entry.variants)
    _fits("question", question, LONGEST_QUESTION)
    _fits("answer", answer, LONGEST_ANSWER)
    for variant in variants:
        _fits("variant", variant.text, LONGEST_VARIANT)
    if entry.publish_at and entry.retire_at and entry.retire_at <= entry.publish_at:
        raise DatesReversed()
    alternatives = tuple(_trimmed(each) for each in entry.alternatives)
    for alternative in alternatives:
        _fits("answer", alternative.answer, LONGEST_ANSWER)
    return replace(
        entry,
        question=question,
        answer=answer,
        category=category,
        variants=variants,
        follow_up=entry.follow_up.strip(),
        alternatives=tuple(each for each in alternatives if each.answer),
        rejected=tuple(sorted({_key(text): text for text in entry.rejected if text.strip()}.values())),
    )


def _trimmed(alternative: Alternative) -> Alternative:
    answer, segment, page = (part.strip() for part in (alternative.answer, alternative.segment, alternative.page))
    return Alternative(answer, segment, page)


def free_id(question: str, taken: Iterable[str]) -> str:
    """Return a readable id, ASCII, at most 60 characters, that is not taken: `-2`, `-3` set equals apart."""
    taken = set(taken) | RESERVED_IDS
    slug = re.sub(r"[^a-z0-9]+", "-", fold(question)).strip("-") or "entry"
    candidate, number = _cut(slug, _LONGEST_ID), 1
    while candidate in taken:
        number += 1
        ending = f"-{number}"
        candidate = _cut(slug, _LONGEST_ID - len(ending)) + ending
    return candidate


class _Known:
    """What entries kept by people already cover."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        entries = list(entries)
        self._needs = {entry.need_id for entry in entries}
        self._wordings = {(entry.lang, _key(wording)) for entry in entries for wording in entry.wordings}

    def covers(self, need: Need) -> bool:
        """Say whether an entry came from this need, asks its question, or holds half of its wordings."""
        if need.entry_id or need.id in self._needs or (need.lang, _key(need.name)) in self._wordings:
            return True
        held = sum((need.lang, _key(wording)) in self._wordings for wording in need.wordings)
        return bool(need.wordings) and held >= _ALREADY_KNOWN * len(need.wordings)


def _draft(need: Need, before: Entry | None, taken: set[str]) -> Entry:
    question = need.name[:LONGEST_QUESTION]
    start = before or Entry(id=free_id(question, taken), lang=need.lang, question=question, need_id=need.id)
    variants = tuple(Variant(wording[:LONGEST_VARIANT], origin="request") for wording in need.wordings)
    answer = (need.reply or "")[:LONGEST_ANSWER]
    return tidy(replace(start, lang=need.lang, question=question, answer=answer, variants=variants))


def _distinct(question: str, variants: Iterable[Variant]) -> tuple[Variant, ...]:
    seen, kept = {_key(question)}, []
    for variant in variants:
        text = " ".join(variant.text.split())
        if text and _key(text) not in seen:
            seen.add(_key(text))
            kept.append(replace(variant, text=text))
    return tuple(kept)


def _key(text: str) -> str:
    """Compare wordings without regard to case and spaces; accents and punctuation tell them apart for search."""
    return "".join(text.casefold().split())


def _fits(part: str, text: str, most: int) -> None:
    if len(text) > most:
        raise TooLong(part=part, length=len(text), most=most)


def _cut(slug: str, most: int) -> str:
    return slug if len(slug) <= most else slug[: most + 1].rpartition("-")[0] or slug[:most]


def _ids(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(entry.id for entry in entries)
