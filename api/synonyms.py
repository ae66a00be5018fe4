"""The company's own synonyms: kept as one document, taken up by every process."""

from collections.abc import Sequence

from api.errors import SynonymsChanged
from api.storage.documents import SqlDocuments
from knowledge.synonyms import Groups, Synonyms, tidy_groups
from nlu.errors import UnknownLanguage

_DOCUMENT = "synonyms"


class SynonymGroups:
    """The synonyms as they are now; a newer version in the database is seen at the next `refresh`."""

    def __init__(self, documents: SqlDocuments) -> None:
        self._documents = documents
        self._now = Synonyms()
        self.refresh()

    def __call__(self) -> Synonyms:
        """Return the synonyms in service."""
        return self._now

    def refresh(self) -> None:
        """Take the newest version from the database."""
        found = self._documents.read(_DOCUMENT)
        if found and found[0] != self._now.version:
            self._now = Synonyms(found[0], found[1])

    def keep(self, groups: Groups, *, languages: Sequence[str], author: str, version: int) -> Synonyms:
        """Put these groups in service, in the place of those of this version.

        Raises UnknownLanguage, SynonymAlone, TooLong; SynonymsChanged when somebody else wrote meanwhile.
        """
        for lang in groups:
            if lang not in languages:
                raise UnknownLanguage(lang=lang, languages=", ".join(languages))
        body = {lang: tidy_groups(of_lang) for lang, of_lang in groups.items()}
        if self._documents.write_over(_DOCUMENT, body, author, version=version) is None:
            raise SynonymsChanged()
        self.refresh()
        return self._now
