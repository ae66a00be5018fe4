"""The company's systems, as the actions of a project reach them."""

from collections.abc import Callable
from dataclasses import dataclass

from dialogue.crm.ports import Crm
from dialogue.crm.reception import Reception
from dialogue.errors import DialogueError


@dataclass(frozen=True, slots=True)
class Services:
    """Who a visitor is, and the company's records of them. Given to actions whose constructor takes `services`.

    `told` says an error of theirs in a language, as the visitor is to read it.
    """

    reception: Reception
    crm: Crm
    told: Callable[[DialogueError, str], str]
