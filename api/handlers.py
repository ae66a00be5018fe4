"""What is done in the background for each kind of job."""

import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.channels.mail import Mail
from api.crm.codes import send_code
from api.errors import KNOWN, sentence, why_skipped
from api.worker import Handler, Report
from knowledge.intake import Report as IntakeReport

if TYPE_CHECKING:
    from api.wiring import Engine


def mail(engine: "Engine") -> Handler:
    """Return what sends the mails of an engine."""

    def send(payload: dict[str, Any], report: Report) -> None:
        engine.mailer.send(Mail(**payload))

    return send


def codes(engine: "Engine") -> Handler:
    """Return what mails the codes that prove who somebody is."""

    def send(payload: dict[str, Any], report: Report) -> None:
        send_code(payload, identities=engine.records.identities, mailer=engine.mailer, company=engine.company)

    return send


def handlers(engine: "Engine") -> Mapping[str, Handler]:
    """Return the handlers of an engine, by kind of job; mail has a worker of its own."""

    def learn(payload: dict[str, Any], report: Report) -> dict[str, Any]:
        how = {"anew": payload.get("anew", False), "key": payload.get("key", "")}
        return asdict(engine.learning.learn(author=payload["author"], progress=report, **how))

    def judge(payload: dict[str, Any], report: Report) -> None:
        engine.publisher.judge(progress=report)

    def read(payload: dict[str, Any], report: Report) -> dict[str, Any]:
        return {"read": engine.lookalikes.read(progress=report)}

    def take_in(payload: dict[str, Any], report: Report) -> dict[str, Any]:
        folder = Path(payload["folder"])
        # A run cut short after the folder was removed comes here again.
        paths = sorted(folder.iterdir()) if folder.is_dir() else []
        reports = [_take(engine, path, payload["map"], payload["lang"]) for path in paths]
        shutil.rmtree(folder, ignore_errors=True)
        return {"reports": reports}

    return {"learn": learn, "judge": judge, "read": read, "import": take_in}


def _take(engine: "Engine", path: Path, mapping: dict[str, str], lang: str) -> dict[str, Any]:
    """Import one uploaded file; a file that cannot be read says why and does not stop the others."""
    name = path.name.partition("-")[2]
    try:
        return told(engine.intake.take(path, mapping=mapping or None), name=name, lang=lang)
    except KNOWN as error:
        return {"file": name, "error": sentence(error, lang), "code": error.code}


def told(report: IntakeReport, *, name: str, lang: str) -> dict[str, Any]:
    """Return an import's report as JSON."""
    skipped = [{"line": skipped.line, "reason": why_skipped(skipped, lang)} for skipped in report.skipped]
    counts = {"read": report.read, "new": report.new, "known": report.known}
    return {
        "file": name,
        **counts,
        "skipped": skipped,
        "masked": dict(report.masked),
        "languages": dict(report.languages),
    }
