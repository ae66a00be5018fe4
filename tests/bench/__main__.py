"""Run benchmarks, all or those named, and write the tables of BENCHMARKS.md: python -m tests.bench [search] ..."""

import sys
from pathlib import Path

from api.settings import ROOT, Settings
from api.wiring import open_encoders
from tests.bench import (
    assistant,
    duplicates,
    language,
    large,
    learning,
    mail,
    many,
    needs,
    promise,
    search,
    several,
    speed,
    typos,
    understanding,
)
from tests.bench.table import Table, replace_tables

BENCHES = {
    "search": search.tables,
    "typos": typos.tables,
    "understanding": understanding.tables,
    "duplicates": duplicates.tables,
    "promise": promise.tables,
    "several": several.tables,
    "language": language.tables,
    "mail": mail.tables,
    "speed": speed.tables,
    "needs": needs.tables,
    "learning": learning.tables,
    "many": many.tables,
    "large": large.tables,
    "assistant": assistant.tables,
}


def main(names: list[str]) -> int:
    settings = Settings.load()
    if not settings.data.is_dir():
        print(f"There is no data in {settings.data}: set COMPTOIR_DATA to the folder of the public data sets.")
        return 2
    encoders = open_encoders(settings, ("fr", "en"))
    tables: list[Table] = []
    for name in names or list(BENCHES):
        for table in BENCHES[name](settings, encoders):
            print(f"\n## {table.title}\n\n{table.markdown()}", flush=True)
            tables.append(table)
    replace_tables(Path(ROOT / "BENCHMARKS.md"), tables)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
