"""The canonical result after waivers and a baseline: one waiver of each fate, findings known, one gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from heyan.model.result import AuditResult, KnownFinding
from heyan.pipeline import excused, load_waivers
from heyan.suppression import Excuses
from heyan.suppression.baseline import Baseline
from tests.reporters import canonical

WAIVERS = """\
# 云岭镇 2021 年度
waivers:
  - rule: B03
    document: "*自评表.docx"
    place: 表1 第4行第7列
    values: {reported: 12, expected: 0 至 10}
    reason: 县级加分项，文件另附
    approver: 王科长
    until: "2026-12-31"
  - rule: A04
    document: 云岭镇自评报告.txt
    place: 第5段
    values: {reported: 812.40, expected: 820.40}
    reason: 决算口径
    approver: 王科长
    until: "2026-12-31"
  - rule: F02
    document: 云岭镇自评报告.txt
    place: 第6段
    reason: 引用上年数据
    approver: 李股长
    until: "2025-12-31"
  - rule: D02
    document: 云岭镇绩效自评表.docx
    place: 表1 第2行
    reason: 数据年底才有
    approver: 李股长
    until: "2026-12-31"
  - rule: D02
    document: 白芷乡自评表.docx
    place: 表1 第2行
    reason: 数据年底才有
    approver: 李股长
    until: "2026-12-31"
"""


def result() -> AuditResult:
    """The result; built anew at each call, always equal."""
    before = replace(canonical.result(), profile=None)
    known = [finding for finding in before.findings() if finding.code == "J04"]
    entries = [
        KnownFinding(
            finding.fingerprint,
            finding.code,
            "云岭镇绩效自评表.docx",
            None,
            None,
            "self_evaluation_form",
            finding.location.address,
            finding.message,
        )
        for finding in known[:3]
    ]
    gone = replace(entries[0], fingerprint="gone", address="表1 第3行第4列", message="“12%%”的百分号写了两次")
    baseline = Baseline("base.json", "2026-10-01", (*entries, gone))
    waivers = load_waivers(WAIVERS.encode(), "豁免.yaml")
    return excused(before, Excuses(date(2026, 11, 1), waivers, baseline))
