"""Entries put together, cut in two, or given another's wordings: what is to be saved of each. Pure but for the port."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from knowledge.curation import free_id, tidy
from knowledge.errors import OtherLanguage, SameEntry, VariantNotFound
from knowledge.model import Entry, Reshape, Reshaped, Variant
from knowledge.ports import Entries, Reshapes


@dataclass(frozen=True, slots=True)
class Words:
    """How a merged or a new entry asks and answers; None leaves the question, or the answer, as it is."""

    question: str | None = None
    answer: str | None = None


class Reshaping:
    """Merges, splits and moves; each is one step for everybody, and is undone in one."""

    def __init__(self, entries: Entries, reshapes: Reshapes) -> None:
        self._entries = entries
        self._reshapes = reshapes

    def merge_plan(self, source: Entry, target: Entry, words: Words = Words()) -> Reshape:
        """Return what merging one entry into another is to save, translations of the first included.

        Raises SameEntry, OtherLanguage, TooLong; EmptyQuestion.
        """
        translations = [entry for entry in self._entries.all() if entry.translation_of == source.id]
        return merged(source, target, words, translations)

    def merge(self, plan: Reshape, *, author: str) -> Reshaped:
        """Do what was planned. Raises EditConflict, EntryNotFound, NotPublishable."""
        return self._reshapes.reshape(plan, author=author, action="merge")

    def split(self, entry: Entry, texts: Sequence[str], words: Words, *, author: str) -> Reshaped:
        """Make a new entry of these variants of an entry. Raises VariantNotFound, TooLong, EditConflict."""
        taken = {other.id for other in self._entries.all()}
        return self._reshapes.reshape(cut(entry, texts, words, taken), author=author, action="split")

    def move(self, source: Entry, target: Entry, texts: Sequence[str], *, author: str) -> Reshaped:
        """Give these variants to another entry. Raises SameEntry, OtherLanguage, VariantNotFound, EditConflict."""
        return self._reshapes.reshape(moved(source, target, texts), author=author, action="move")

    def undo(self, id: str, *, author: str) -> Reshaped:
        """Take a step back, whole. Raises UndoNotFound; EditConflict when an entry was changed since."""
        return self._reshapes.undo(id, author=author)


def merged(source: Entry, target: Entry, words: Words, translations: Sequence[Entry] = ()) -> Reshape:
    """Return the plan of a merge: what the one asked, the other asks; what visitors saw of the one, they find in it.

    The one is hidden from visitors, and removed when they never saw it.
    """
    _check(source, target)
    asked = (*target.variants, Variant(source.question), *source.variants)
    wordings = {text.casefold() for text in (*source.wordings, *target.wordings)}
    rejected = [text for text in (*target.rejected, *source.rejected) if text.casefold() not in wordings]
    then = target.follow_up or source.follow_up
    whole = _worded(replace(target, variants=asked, rejected=tuple(rejected), follow_up=then), words)
    pointed = [replace(entry, translation_of=target.id) for entry in translations if entry.id != target.id]
    was_seen = source.published_revision is not None and not source.retired
    shown = {target.id} if was_seen else set()
    # A translation without newer words goes to visitors with its new original, else it would lead to nothing.
    shown |= {entry.id for entry in pointed if was_seen and entry.status == "published"}
    return Reshape((whole, *pointed), shown=frozenset(shown), gone=(source,))


def cut(entry: Entry, texts: Sequence[str], words: Words, taken: Collection[str]) -> Reshape:
    """Return the plan of a split: the chosen variants, the first as the question, are an entry of their own."""
    leaving, left = _parted(entry, texts)
    first, *others = leaving
    question = first.text if words.question is None else words.question
    rest = others if words.question is None else leaving
    answer = entry.answer if words.answer is None else words.answer
    new = Entry("", entry.lang, question, answer, tuple(rest), entry.category, follow_up=entry.follow_up)
    new = replace(tidy(new), id=free_id(question, taken))
    return Reshape((tidy(replace(entry, variants=left)), new))


def moved(source: Entry, target: Entry, texts: Sequence[str]) -> Reshape:
    """Return the plan of a move: the chosen variants ask for another entry."""
    _check(source, target)
    leaving, left = _parted(source, texts)
    given = replace(target, variants=(*target.variants, *leaving))
    return Reshape((tidy(replace(source, variants=left)), tidy(given)))


def _check(source: Entry, target: Entry) -> None:
    if source.id == target.id:
        raise SameEntry(id=source.id)
    if source.lang != target.lang:
        raise OtherLanguage(id=source.id, lang=source.lang, other=target.id, other_lang=target.lang)


def _parted(entry: Entry, texts: Sequence[str]) -> tuple[tuple[Variant, ...], tuple[Variant, ...]]:
    """Return the variants that were chosen, in the order of the entry, and those that were not."""
    known = {variant.text for variant in entry.variants}
    for text in texts or ("",):
        if text not in known:
            raise VariantNotFound(id=entry.id, text=text)
    chosen = tuple(variant for variant in entry.variants if variant.text in texts)
    return chosen, tuple(variant for variant in entry.variants if variant.text not in texts)


def _worded(entry: Entry, words: Words) -> Entry:
    question = entry.question if words.question is None else words.question
    answer = entry.answer if words.answer is None else words.answer
    return tidy(replace(entry, question=question, answer=answer))
