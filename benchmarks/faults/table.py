"""The bench's tables, for people and as JSON."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.faults.operators import OPERATORS, SILENT
from benchmarks.faults.trial import Alarm, Trial, Tried

_HEADS = ("all", "constr.", "found", "named", "elsewh.", "missed", "found %", "named %", "extra")


@dataclass(frozen=True, slots=True)
class Line:
    """What became of the constrained faults of one operator; `injected` counts the unconstrained ones too."""

    operator: str
    injected: int
    constrained: int
    found: int
    named: int
    elsewhere: int
    missed: int
    extra: int
    found_free: int

    @property
    def found_share(self) -> float:
        """Found of constrained, in percent."""
        return 100 * self.found / self.constrained if self.constrained else 100.0

    @property
    def named_share(self) -> float:
        """Named first of constrained, in percent."""
        return 100 * self.named / self.constrained if self.constrained else 100.0


def line(operator: str, tried: Iterable[Tried]) -> Line:
    """The line of these faults."""
    everything = list(tried)
    bound = [one for one in everything if one.fault.constrained]
    ends = Counter(one.end for one in bound)
    return Line(
        operator,
        len(everything),
        len(bound),
        ends["named"] + ends["found"],
        ends["named"],
        ends["elsewhere"],
        ends["missed"],
        sum(len(one.extra) for one in everything),
        sum(one.end in ("named", "found") for one in everything if not one.fault.constrained),
    )


def lines(trials: Sequence[Trial]) -> list[Line]:
    """A line for each operator but the silent one, and one for all."""
    tried = [one for trial in trials for one in trial.tried if one.fault.operator != SILENT]
    made = [
        line(name, (o for o in tried if o.fault.operator == name)) for name in OPERATORS if name != SILENT
    ]
    return [*made, line("all", tried)]


def silent(trials: Sequence[Trial]) -> list[Tried]:
    """The faults that rounding explains."""
    return [one for trial in trials for one in trial.tried if one.fault.operator == SILENT]


def alarms(trials: Sequence[Trial], severity: str) -> list[tuple[Trial, Alarm]]:
    """Findings of that severity on clean papers."""
    return [(trial, alarm) for trial in trials for alarm in trial.alarms if alarm.severity == severity]


def coverage(trials: Sequence[Trial]) -> dict[str, tuple[int, int]]:
    """Kind of relation -> (figures checked, figures that it constrains)."""
    whole: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for trial in trials:
        whole += trial.constrained
        seen += trial.covered
    return {name: (seen[name], whole[name]) for name in sorted(whole)}


def as_json(trials: Sequence[Trial]) -> dict[str, object]:
    """All numbers of the report."""
    rounding = silent(trials)
    return {
        "papers": len(trials),
        "operators": {
            made.operator: {name: getattr(made, name) for name in Line.__slots__ if name != "operator"}
            for made in lines(trials)
        },
        "rounding": {"injected": len(rounding), "silent": sum(one.end == "silent" for one in rounding)},
        "clean": {severity: len(alarms(trials, severity)) for severity in ("error", "warning")},
        "coverage": {name: list(pair) for name, pair in coverage(trials).items()},
        "ms": {"median": round(statistics.median(trial.ms for trial in trials), 2)},
    }


def print_report(trials: Sequence[Trial]) -> None:
    """The tables."""
    _print_clean(trials)
    print(f"\n{'Operator':<22}" + "".join(f"{head:>9}" for head in _HEADS))
    for made in lines(trials):
        numbers = (made.injected, made.constrained, made.found, made.named, made.elsewhere, made.missed)
        shares = f"{made.found_share:>9.1f}{made.named_share:>9.1f}{made.extra:>9}"
        print(f"{made.operator:<22}" + "".join(f"{number:>9}" for number in numbers) + shares)
    rounding = silent(trials)
    quiet = sum(one.end == "silent" for one in rounding)
    print(f"{SILENT:<22}{len(rounding):>9}  of which silent {quiet}")
    whole = lines(trials)[-1]
    free = whole.injected - whole.constrained
    print(
        f"\nend to end: {100 * (whole.found + whole.found_free) / max(1, whole.injected):.1f} % of all faults",
        end="",
    )
    print(
        f" ({whole.found_free} of {free} unconstrained); extra per fault {whole.extra / max(1, whole.injected):.3f}"
    )
    _print_broken(trials)
    _print_coverage(trials)
    ms = sorted(trial.ms for trial in trials)
    print(
        f"\nms a clean paper: median {statistics.median(ms):.1f}, 95th {ms[int(len(ms) * 0.95)]:.1f}, most {ms[-1]:.1f}"
    )


def _print_clean(trials: Sequence[Trial]) -> None:
    print(f"{len(trials)} clean papers")
    for severity in ("error", "warning"):
        found = alarms(trials, severity)
        papers = len({trial.number for trial, _ in found})
        print(f"  {severity}: {len(found)} in {papers} papers")
        shown: Counter[str] = Counter()
        for trial, alarm in found:
            shown[alarm.code] += 1
            if shown[alarm.code] <= 3:
                print(
                    f"    paper {trial.number} ({trial.shape}, {trial.format}) {alarm.code} {alarm.message}"
                )
        print(f"    {dict(shown)}")


def _print_broken(trials: Sequence[Trial]) -> None:
    """By the relations that the fault breaks: where the misses are."""
    groups: dict[str, list[Tried]] = {}
    for trial in trials:
        for one in trial.tried:
            if one.fault.constrained:
                groups.setdefault("+".join(one.fault.broken), []).append(one)
    print(f"\n{'Relations broken':<60}{'all':>6}{'found':>7}{'named':>7}")
    for name, tried in sorted(groups.items(), key=lambda pair: -len(pair[1])):
        made = line(name, tried)
        print(f"{name[:58]:<60}{made.constrained:>6}{made.found:>7}{made.named:>7}")


def _print_coverage(trials: Sequence[Trial]) -> None:
    print("\nCoverage: constrained figures that some check verified or contradicted")
    for name, (seen, whole) in coverage(trials).items():
        print(f"  {name:<20}{seen:>7} of {whole:>7}  {100 * seen / whole:.1f} %")


def print_shown(trials: Sequence[Trial]) -> None:
    """Every fault with what was found of it."""
    for trial in trials:
        for one in trial.tried:
            bound = "+".join(one.fault.broken) or "unconstrained"
            print(f"{one.end:<9} paper {one.paper} ({trial.shape}, {trial.format}) {one.kind} ", end="")
            print(f"{one.fault.original} → {one.fault.faulty} [{bound}]\n    …{one.where}…")
            for alarm in one.by:
                print(f"    {alarm.code} {alarm.severity} {alarm.message}")
            for alarm in one.extra:
                print(f"    EXTRA {alarm.code} {alarm.severity} {alarm.message}")
