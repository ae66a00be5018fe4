"""Days, lists and names in the visitor's language."""

import unicodedata
from datetime import date, datetime, time

DAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_AND = {"fr": " et ", "en": " and "}


def lang_of(tracker) -> str:
    """Return the language that the visitor is answered in."""
    return "en" if tracker.get_slot("lang") == "en" else "fr"


def day(when: date | datetime, lang: str) -> str:
    """Return a day as people say it: “vendredi 27 novembre”."""
    number = "1er" if when.day == 1 and lang == "fr" else str(when.day)
    return f"{DAYS[lang][when.weekday()]} {number} {MONTHS[lang][when.month - 1]}"


def hour(when: time | datetime, lang: str) -> str:
    """Return a time as people say it: “14 h 30”, “2.30 pm”."""
    if lang == "fr":
        return f"{when.hour}\u00a0h" + (f"\u00a0{when.minute:02d}" if when.minute else "")
    if (when.hour, when.minute) == (12, 0):
        return "noon"
    minutes = f".{when.minute:02d}" if when.minute else ""
    return f"{when.hour % 12 or 12}{minutes}\u00a0{'am' if when.hour < 12 else 'pm'}"


def listed(names, lang: str) -> str:
    """Return names as one says them: “a, b et c”."""
    *first, last = names
    return f"{', '.join(first)}{_AND[lang]}{last}" if first else last


def named(article: str) -> str:
    """Return the name of an article as it stands among others: without a comma of its own."""
    return article.replace(", ", "\u00a0· ")


def folded(text: str) -> str:
    """Return a text in lower case without its accents, to compare what people write."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))
