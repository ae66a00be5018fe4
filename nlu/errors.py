"""Everything that can go wrong while reading a text and that a caller can act on."""

from typing import ClassVar


class NluError(Exception):
    """The text could not be read."""

    code: ClassVar[str] = "nlu"

    def __init__(self, **details: object) -> None:
        super().__init__(details)
        self.details = details

    def __str__(self) -> str:
        return (self.__doc__ or self.code).format(**self.details)


class ModelMissing(NluError):
    """The encoder's model is not in “{path}”. Run `comptoir setup`, or name another model in COMPTOIR_ENCODER."""

    code = "model-missing"


class ModelMismatch(NluError):
    """The model in “{path}” gives other vectors than it should ({found}). Delete it and run `comptoir setup`."""

    code = "model-mismatch"


class UnknownLanguage(NluError):
    """The language “{lang}” is not one of those served here: {languages}."""

    code = "unknown-language"


class InvalidPattern(NluError):
    """The pattern “{pattern}” for {kind} is not a regular expression: {reason}."""

    code = "invalid-pattern"


class CalibrationMismatch(NluError):
    """The calibration was fitted on other evidence ({expected}) than was found ({found}). Publish again to refit it."""

    code = "calibration-mismatch"
