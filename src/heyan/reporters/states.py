"""How the states of figures look: a sign for each, so that colour never tells it alone."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from heyan.model.result import FigureState

STATE_SIGNS: Mapping[FigureState, str] = MappingProxyType(
    {
        "verified": "✓",
        "rounded": "≈",
        "contradicted": "✖",
        "constrained": "◇",
        "unchecked": "○",
        "malformed": "!",
    }
)
# For the console; rich's names.
STATE_STYLES: Mapping[FigureState, str] = MappingProxyType(
    {
        "verified": "green",
        "rounded": "green",
        "contradicted": "bold red",
        "constrained": "blue",
        "unchecked": "dim",
        "malformed": "yellow",
    }
)
