"""Numbers as papers print them: value, precision, unit and comparator."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from heyan.model.dataclass import dataclass

Comparator = Literal[">=", "<=", ">", "<", "=", "invalid"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure. `factor` turns a printed value into the kind's base unit (万元: money, 10000).

    Values of different kinds never compare (人 is not 人次, % is not 百分点); a bare 万 or 亿 is kind "number".
    """

    name: str
    kind: str
    factor: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed number. `value` and `ulp` are in printed units; `ulp` is one unit of the last printed digit.

    `upper` closes a range (3-5年: value 3, upper 5). `approximate` marks 余, 近, 约, 左右. `malformed` tells
    why the figure is not a well-formed one (1.021.96); its `value` is then the best guess and is never checked.
    `comparator_text` is the comparator as written; a comparator that no form allows (≡) is "invalid".
    """

    value: Decimal
    ulp: Decimal
    unit: Unit | None = None
    comparator: Comparator | None = None
    comparator_text: str = ""
    upper: Decimal | None = None
    approximate: bool = False
    malformed: str | None = None

    @property
    def amount(self) -> Decimal:
        """The value in the base unit of its kind (元 for money)."""
        return self.value * self.unit.factor if self.unit else self.value

    @property
    def step(self) -> Decimal:
        """One unit of the last printed digit, in the base unit of the kind."""
        return self.ulp * self.unit.factor if self.unit else self.ulp

    @property
    def kind(self) -> str:
        """The unit's kind; "number" without a unit."""
        return self.unit.kind if self.unit else "number"


@dataclass(frozen=True, slots=True)
class Date:
    """A point in time as printed; `month` and `day` are None where unprinted. `deadline` marks 前, 底, 末.

    `malformed` tells why no calendar has it (2021年13月).
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    deadline: bool = False
    malformed: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A 指标值 or 完成值: a quantity, a date, or words (定性).

    `quantity` is complete (comparator and unit taken from neighbouring columns where the form has them);
    `printed` is what the value cell alone says. `text` is the cell's text without outer white space.
    """

    text: str
    quantity: Quantity | None = None
    printed: Quantity | None = None
    date: Date | None = None

    @property
    def qualitative(self) -> bool:
        """Whether it is words only."""
        return bool(self.text) and self.quantity is None and self.date is None
