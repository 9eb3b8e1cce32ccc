"""The console script. `--version` is answered before anything is imported."""

from __future__ import annotations

import gc
import os
import sys

from heyan import __version__

# Objects made beyond those let go before Python looks for cycles among the youngest (the usual 700 makes it walk over the
# paper and its claims again and again: a sixth of the time of a long paper); rounds of that before it looks at older ones.
YOUNG, ROUNDS = 100_000, 10


def collect_seldom() -> None:
    """Look for garbage in cycles seldom, but in a long batch still: an audit's values are trees, freed without it."""
    gc.set_threshold(YOUNG, ROUNDS, ROUNDS)


def main() -> None:
    """Run the command line and leave with its exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"heyan {__version__}\n")
        return
    collect_seldom()
    # Looking for other packages' pydantic plugins costs start-up, and a pack is checked by our own code only.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from heyan.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
