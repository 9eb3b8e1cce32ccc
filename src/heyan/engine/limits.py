"""What a rule pack may cost. A pack may come from a stranger: each bound is far above what honest packs need, and all of
them together keep loading under a second and 200 MB. Measured by tests/engine/test_hostile_packs.py."""

from __future__ import annotations

# Of a pack: the shipped one has some 80 kB in ten files.
MAX_FILES = 200
MAX_BYTES = 4 << 20
MAX_NODES = 100_000  # keys, values and list entries of the YAML; a rule with its examples has about 60
MAX_RULES = 1_000
MAX_WORDS = 20_000  # of all lexicons
MAX_EXPRESSION_TEXT = 100_000  # characters of all expressions; compiling costs up to 3 µs each
MAX_PATTERN_TEXT = 50_000  # characters of all patterns

# Of a rule.
MAX_EXAMPLES = 100
MAX_ENTRIES = 100  # of any other list in a rule
MAX_TEXT = 2_000  # characters of any text in a rule
MAX_MESSAGE = 2_000  # characters of a rendered message

# Of the evaluation of one rule on one submission, in steps: about the work of one name, sign or function in an
# expression, some 0.3 µs. Steps and not time, so that the same paper always ends the same way.
STEPS = 1_000_000
STEPS_PER_TARGET = 2_000  # so that a rule may look at every row from every row of a long form
EXHAUSTED = "超出一条规则的计算限额（循环太多，或反复在长文字里找）"


# Of what one pack finds in one submission: nobody reads more, and each costs what a page costs to audit.
FINDINGS = 1_000
CHARACTERS_PER_FINDING = 50
CROWDED = "前面的问题太多，这条规则不再逐个核对；请先改正已报的问题，或用 --select 单独核对"

# How often rules are asked again to tell causes from consequences, in one submission; what is left then has no cause.
TRIALS = 100
TRIALS_PER_FINDING = 5


class Room:
    """How many findings a pack may still make in one submission."""

    __slots__ = ("left",)

    def __init__(self, characters: int) -> None:
        """The room in papers of so many characters."""
        self.left = FINDINGS + characters // CHARACTERS_PER_FINDING


class Meter:
    """The steps that a rule may still take. Raises Exhausted when they are used up.

    `known` holds what parts of its expressions that are alike for all items of a form came to.
    """

    __slots__ = ("known", "left")

    def __init__(self, targets: int = 1) -> None:
        """The allowance for a rule on so many targets."""
        self.left = STEPS + STEPS_PER_TARGET * targets
        self.known: dict[tuple[object, int, int], tuple[object, object, object]] = {}

    def charge(self, steps: int) -> None:
        """Take so many steps."""
        self.left -= steps
        if self.left < 0:
            raise Exhausted


class Exhausted(Exception):
    """A rule has used up its steps: what it was about to decide stays undecided."""
