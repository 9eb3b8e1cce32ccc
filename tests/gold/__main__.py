"""Print how the audit does on the sample papers; exit 1 when a fault that a rule covers is missed or doubled."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tests.gold import relations as gold_relations
from tests.gold.compare import (
    Relation,
    Sample,
    accused,
    answers,
    available,
    by_seed,
    load,
    repeated,
    twin_ids,
)


def main() -> int:
    """Print the table; 0 when all is well or the samples are away."""
    if not available():
        print("样本不在旁边的 shared 文件夹，跳过对照表")
        return 0
    samples, defects, relations = load()
    findings = by_seed(samples)
    shipped = {rule.code for sample in samples for pack in sample.result.packs for rule in pack.rules}
    hits = {defect.id: answers(defect, findings[defect.seed]) for defect in defects}
    missed = doubled = waiting = 0
    print("编号     规则 行        结果")
    for defect in defects:
        found = hits[defect.id]
        lines = ",".join(map(str, sorted(defect.lines)))[:9]
        answered = found or any(hits[twin] for twin in twin_ids(defect) if twin in hits)
        if defect.code not in shipped and not answered:
            waiting += 1
            state = "尚无此规则"
        elif not answered:
            missed += 1
            state = "漏报  <<<"
        elif repeated(defect, found):
            doubled += 1
            state = f"重复 {len(found)} 次  <<<"
        else:
            state = "找到" if found else "由同源问题答复"
        print(f"{defect.id}  {defect.code}  {lines:<9} {state}")
    flagged = [(relation, accused(relation, findings[relation.seed])) for relation in relations]
    wrong = [(relation, found) for relation, found in flagged if found]
    for relation, found in wrong:
        print(f"误报 {relation.seed} {relation.text}: {', '.join(f.code for f in found)}  <<<")
    print(
        f"\n缺陷 {len(defects)}：漏报 {missed}，重复 {doubled}，尚无规则 {waiting}；成立的关系 {len(relations)}：误报 {len(wrong)}"
    )
    _print_relations(samples, relations)
    for sample in samples:
        counts = sample.result.counts()
        figures = sample.result.figures[0] if sample.result.figures else ()
        checked = sum(figure.state in ("verified", "rounded", "contradicted") for figure in figures)
        bound = checked + sum(figure.state == "constrained" for figure in figures)
        print(
            f"样本 {sample.seed}：错误 {counts['error']}，警告 {counts['warning']}，提示 {counts['info']}；"
            f"数字 {len(figures)}，有关系可核 {bound}，已核 {checked}（{100 * checked // max(1, bound)}%）"
        )
    return 1 if missed or doubled or wrong else 0


def _print_relations(samples: Sequence[Sample], relations: Sequence[Relation]) -> None:
    """How many of the sound relations are verified, and why the others are not."""
    found = gold_relations.answers(samples, relations)
    verified = sum(answer.state == "verified" for answer in found)
    print(f"成立的关系 {len(found)}：识别并核实 {verified}，其余：")
    for number, answer in enumerate(found, start=1):
        if answer.state == "verified":
            continue
        need = "；".join(f"{one.codes} {one.values}" for one in answer.unmet)
        told = {"recognised": "识别但未通过", "unrecognised": "未识别", "no rule": "不在重算之列"}
        reason = answer.expected.reason or need
        print(
            f"  {number:>2} {answer.relation.seed} {answer.expected.about}：{told[answer.state]}（{reason}）"
        )


if __name__ == "__main__":
    sys.exit(main())
