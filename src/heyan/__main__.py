"""The console script. `--version` is answered before anything is imported."""

from __future__ import annotations

import os
import sys

from heyan import __version__


def main() -> None:
    """Run the command line and leave with its exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"heyan {__version__}\n")
        return
    # Looking for other packages' pydantic plugins costs start-up, and a pack is checked by our own code only.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from heyan.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
