"""What every check kind's options share."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class CheckOptions(BaseModel):
    """Options of one check kind; a subclass adds `kind: Literal["..."]` and its own options.

    `slots` are the message slots that its observations fill, `targets` the collections it may run on (empty: any).
    `paths` and `lexicons` name those options that hold field paths of the item or names of lexicons (a string
    or a tuple of strings each); the loader checks that what they name exists.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    slots: ClassVar[frozenset[str]] = frozenset()
    targets: ClassVar[frozenset[str]] = frozenset()
    paths: ClassVar[frozenset[str]] = frozenset()
    lexicons: ClassVar[frozenset[str]] = frozenset()
