"""`heyan pack test`: the examples of a pack as a report."""

from __future__ import annotations

from heyan.engine.pack import CompiledPack
from heyan.packtools.examples import run_examples
from heyan.packtools.report import Figure, GateCase, GateReport, pack_ref


def examples_report(pack: CompiledPack) -> GateReport:
    """Every example of every rule."""
    cases = tuple(
        GateCase(
            check="example",
            rule=result.code,
            name=f"示例 {result.number}",
            status="passed" if result.fault is None else "failed",
            message=result.fault or "",
        )
        for result in run_examples(pack)
    )
    return GateReport(
        "test", (pack_ref(pack),), cases, (Figure("rules", len(pack.rules)), Figure("examples", len(cases)))
    )
