"""Takes every conversation again and keeps what is said now: `python -m tests.dialogue.transcripts`, in the clone."""

import sys
import tempfile
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from fakes.sample import SampleSite, sample_project, sample_recogniser
from fakes.transcripts import TRANSCRIPTS, taken_again

from api.storage.database import open_database
from api.storage.migrate import migrate


def main() -> None:
    project, recogniser = sample_project(), sample_recogniser()
    for path in sorted(TRANSCRIPTS.glob("*.txt")):
        with tempfile.TemporaryDirectory() as folder, closing(open_database(f"sqlite:///{folder}/a.db")) as database:
            migrate(database)
            with closing(SampleSite(database, project=project, recogniser=recogniser)) as site:
                path.write_text(taken_again(path.read_text(encoding="utf-8"), site), encoding="utf-8")


main()
