"""From the requests of a need to its draft: the straight line. Pure: the same replies, in any order, give the same."""

from collections.abc import Iterable, Iterator, Sequence

from knowledge.doubts.contradictions import opening
from knowledge.mining.drafts.choice import (
    LONGEST,
    MOST_SENTENCES,
    Told,
    is_against,
    is_said,
    spine_of,
    winning,
    worth_saying,
)
from knowledge.mining.drafts.disagreements import disagreements, side_of
from knowledge.mining.drafts.likeness import Likeness
from knowledge.mining.drafts.model import Disagreement, Draft, Piece, Reply, Sentence
from knowledge.mining.drafts.order import before, ordered
from knowledge.mining.drafts.pieces import leans, pieces_of
from knowledge.mining.drafts.sayings import sayings_of
from knowledge.mining.drafts.wordings import moment, recencies, wordings_of
from knowledge.model import Need, Request

MOST_REPLIES = 200
_MOST_PIECES = 1_000
_ENDED = (".", "!", "?", "…", ":", ";", "»", "”", '"', ")")


def draft_of(need: Need, requests: Sequence[Request]) -> Draft | None:
    """Return the draft of a need in its language, else in the first other one in which it was replied to.

    `requests` are its own.
    """
    found = (drafted(requests, lang) for lang in dict.fromkeys((need.lang, *dict(need.langs))))
    return next((draft for draft in found if draft), None)


def text_of(requests: Iterable[Request], lang: str) -> str | None:
    """Return the draft of these requests as Markdown, None where there is none."""
    draft = drafted(requests, lang)
    return draft.text if draft else None


def drafted(requests: Iterable[Request], lang: str) -> Draft | None:
    """Return the answer that the replies to these requests make together, those of one language.

    At most the newest 200 are read. None where no reply says anything to anybody.
    """
    replies = _replies(requests, lang)
    if not replies:
        return None
    if len(replies) == 1:
        return Draft(lang, tuple(_as_said(replies[0])), read=1)
    kept, opened = _of_one_mind(replies, lang)
    told = _heard(kept, lang)
    spine = spine_of(told)
    taken = _taken(told, spine)
    sentences = _sentences(told, kept, spine, taken)
    found = [*opened, *disagreements(told, dict(taken.values()), kept)]
    return Draft(lang, sentences, tuple(found), len(replies)) if sentences else None


def _replies(requests: Iterable[Request], lang: str) -> list[Reply]:
    """Return what the newest replies say to anybody, the newest first."""
    given = {request.id: request for request in requests if request.reply and request.lang == lang}
    newest = sorted(given.values(), key=lambda each: (-moment(each.at) if each.at else 0.0, each.id))
    read: list[Reply] = []
    room = _MOST_PIECES
    for each in newest[:MOST_REPLIES]:
        reply = Reply(each.id, each.at, pieces_of(each.reply or "", lang)[:room])
        room -= len(reply.pieces)
        read += [reply] if reply.pieces else []
    return read


def _as_said(reply: Reply) -> Iterator[Sentence]:
    """Yield what a reply says that nothing is compared with, once each."""
    length = 0
    for piece in list({piece.text: piece for piece in reply.pieces}.values())[:MOST_SENTENCES]:
        length += len(piece.text)
        if length <= LONGEST:
            yield Sentence(_ended(piece.text), piece.gap, (reply.id,))


def _of_one_mind(replies: Sequence[Reply], lang: str) -> tuple[list[Reply], list[Disagreement]]:
    """Return the replies without those that open with yes where others open with no, or the reverse.

    What follows a no is not said after a yes: the newest and most frequent side is read, and both are told.
    """
    opened: dict[str, list[int]] = {}
    for place, reply in enumerate(replies):
        opened.setdefault(opening(reply.pieces[0].text, lang), []).append(place)
    sides = [places for side, places in opened.items() if side]
    if len(sides) < 2:
        return list(replies), []
    recency = recencies([reply.at for reply in replies])
    sides.sort(key=lambda places: (-sum(recency[place] for place in places), places))
    texts = [replies[places[0]].pieces[0].text for places in sides]
    told = [
        side_of(text.split()[0].strip(".,;:!-–—"), text, places, replies, taken=not at)
        for at, (text, places) in enumerate(zip(texts, sides, strict=True))
    ]
    return [reply for place, reply in enumerate(replies) if place not in sides[1]], [
        Disagreement("yes-no", tuple(told))
    ]


def _heard(replies: Sequence[Reply], lang: str) -> Told:
    wordings, by_reply = wordings_of(replies)
    likeness = Likeness([wording.text for wording in wordings], lang)
    sayings = sayings_of(wordings, likeness)
    saying_of = {at: number for number, saying in enumerate(sayings) for at in saying.wordings}
    told = [list(dict.fromkeys(saying_of[at] for at in places)) for places in by_reply]
    return Told(lang, wordings, likeness, sayings, told, by_reply)


def _taken(told: Told, spine: int) -> dict[int, tuple[int, frozenset[int]]]:
    """Return the sayings of the draft, each with its wording and the replies behind it."""
    taken: dict[int, tuple[int, frozenset[int]]] = {}
    chosen = worth_saying(told, told.by_reply[spine])
    length = 0
    for saying in sorted(chosen, key=lambda each: (-round(told.sayings[each].weight, 6), chosen.index(each))):
        at, replies = winning(told.sayings[saying], told, told.wordings_by_reply[spine])
        others = [other for other, _ in taken.values()]
        if is_said(at, others, told) or is_against(at, others, told):
            continue
        length += len(told.wordings[at].text)
        if taken and (len(taken) >= MOST_SENTENCES or length > LONGEST):
            break
        taken[saying] = (at, replies)
    return taken


def _sentences(
    told: Told, replies: Sequence[Reply], spine: int, taken: dict[int, tuple[int, frozenset[int]]]
) -> tuple[Sentence, ...]:
    own = [saying for saying in told.by_reply[spine] if saying in taken]
    line = ordered(own, [saying for saying in taken if saying not in own], told.by_reply)
    pieces = {piece.text: piece for piece in reversed(replies[spine].pieces)}
    written: list[Sentence] = []
    last: int | None = None
    for saying in line:
        at, behind = taken[saying]
        text = told.wordings[at].text
        if leans(text, told.lang) and not _stands(saying, last, told):
            continue
        gap = _gap(pieces.get(text), text, written[-1].text if written else "")
        written.append(Sentence(_ended(text), gap, tuple(replies[place].id for place in sorted(behind))))
        last = saying
    return tuple(written)


def _stands(saying: int, last: int | None, told: Told) -> bool:
    """Say whether a sentence that leans stands where some reply has it: after the same sentence, or first."""
    if last is None:
        return any(sayings[:1] == [saying] for sayings in told.by_reply)
    return last in before(saying, told.by_reply)


def _gap(piece: Piece | None, text: str, after: str) -> str:
    if "\n" in after:
        return "\n\n"
    return piece.gap if piece else "\n\n" if "\n" in text else " "


def _ended(text: str) -> str:
    """Return a sentence with its full stop."""
    return (
        text if "\n" in text or text.endswith(_ENDED) or text.rsplit(maxsplit=1)[-1].startswith("http") else f"{text}."
    )
