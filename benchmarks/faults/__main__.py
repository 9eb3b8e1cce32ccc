"""The fault bench: `python -m benchmarks.faults [--papers N] [--faults N] [--seed S] [--json] [--show OPERATOR]`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from benchmarks.faults.operators import OPERATORS
from benchmarks.faults.run import trials
from benchmarks.faults.table import as_json, print_report, print_shown


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the bench and print its tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("--papers", type=int, default=240, help="how many papers")
    parser.add_argument("--faults", type=int, default=2400, help="how many faults, over all papers")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="the tables as JSON")
    parser.add_argument(
        "--show", choices=[*OPERATORS], help="print what became of each fault of this operator"
    )
    options = parser.parse_args(arguments)
    made = trials(options.papers, options.faults, options.seed, options.jobs, options.show or "")
    if options.show:
        print_shown(made)
    elif options.json:
        print(json.dumps(as_json(made), ensure_ascii=False, indent=1))
    else:
        print_report(made)


if __name__ == "__main__":
    main()
