"""`heyan waive`: write a waiver from a finding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from heyan import pipeline
from heyan.cli.batch import audit_files, packs_of
from heyan.cli.configuration import configured, plan_of
from heyan.cli.excuses import day_of, today_option, waiver_file
from heyan.cli.files import gather
from heyan.cli.options import config_option, errata_option, help_option, pack_option, profile_option
from heyan.cli.output import ensure_writable, write
from heyan.errors import NoInput, UnreadableInput, UsageError
from heyan.model.document import Document
from heyan.model.finding import Finding
from heyan.model.report import Report
from heyan.model.result import AuditResult
from heyan.reporters.visible import one_line
from heyan.suppression import Excuses, Values, Waiver, WaiverFile
from heyan.suppression.waiver import WHOLE, place_of, plain, stands_at
from heyan.suppression.writing import with_waiver

DEFAULT_FILE = "waivers.yaml"
_FINGERPRINT = re.compile(r"[0-9a-f]{6,16}")
_MOST_LISTED = 20


@click.command("waive")
@click.argument("file")
@click.argument("target", metavar="FINGERPRINT|RULE@PLACE")
@click.option("--reason", help="为什么可以放过；必填。")
@click.option("--approver", help="谁批准的；必填。")
@click.option("--until", metavar="YYYY-MM-DD", help="豁免到哪一天为止；必填。")
@click.option(
    "--file", "waivers", metavar="FILE", help=f"写进哪个豁免文件；缺省为设置里的，否则 {DEFAULT_FILE}。"
)
@pack_option
@profile_option
@errata_option
@config_option
@today_option
@help_option
def command(
    *,
    file: str,
    target: str,
    reason: str | None,
    approver: str | None,
    until: str | None,
    waivers: str | None,
    packs: tuple[str, ...],
    profile: str | None,
    errata: tuple[str, ...],
    config: str | None,
    today: str | None,
) -> None:
    """豁免 FILE（文件或文件夹）里的一个问题：写明理由、批准人、到期日，加进豁免文件。

    问题用指纹（JSON、CSV、-v 里有），或 规则@位置 指明，如 B03@培训人次、A04@第5段。
    豁免只对现在的数值有效；数值一变就失效。
    """
    day = day_of(today)
    told = _told(reason, approver, until, day)
    settings = configured(config)
    path = waivers or (settings.waivers if settings and settings.waivers else DEFAULT_FILE)
    plan = plan_of(settings, packs=packs, profile=profile, errata=errata)
    packs_of(plan)
    inputs = gather([file])
    if not inputs.paths:
        raise NoInput(f"{file} 里没有可审核的文件")
    ensure_writable(path, inputs.paths)
    known = waiver_file(path) if Path(path).exists() else None
    result = audit_files(inputs.paths, plan, jobs=1, progress=lambda _path: None)
    for failure in result.failures:
        raise UnreadableInput(failure.kind, f"{failure.path}：{failure.message}")
    finding = _chosen(result, target)
    waiver = waiver_for(finding, result, told)
    _refuse_known(result, finding, known, day)
    text = with_waiver(known, waiver, f"{finding.code} {finding.title}：{finding.message}")
    _check(result, finding, text, path, day)
    write(path, text.encode())
    click.echo(
        f"{one_line(path)}：已豁免 {finding.code} {one_line(finding.location.address)}，至 {told[2]}",
        err=True,
    )


def _told(reason: str | None, approver: str | None, until: str | None, today: date) -> tuple[str, str, date]:
    if not reason or not plain(reason):
        raise UsageError("豁免要写明理由，让以后看到的人明白为什么放过：加 --reason 理由")
    if not approver or not plain(approver):
        raise UsageError("豁免要写明谁批准的：加 --approver 姓名")
    if not until:
        raise UsageError("豁免要有到期日，到期再看一次：加 --until 2026-12-31 这样的日期")
    last = day_of(until)
    if last < today:
        raise UsageError(f"到期日 {until} 已经过去；请写今天或以后的日期")
    return one_line(reason).strip(), one_line(approver).strip(), last


def _chosen(result: AuditResult, target: str) -> Finding:
    findings = result.findings()
    rule, at, place = target.partition("@")
    if at:
        found = [
            f for f in findings if rule.strip() in (f.code, f.code.lower(), f.name) and _stands(f, place)
        ]
    elif _FINGERPRINT.fullmatch(target.lower()):
        found = [f for f in findings if f.fingerprint.startswith(target.lower())]
    else:
        raise UsageError(f"“{target}”不是指纹，也不是 规则@位置；写成 B03@培训人次 或 16 位指纹")
    if len(found) == 1:
        return found[0]
    if not found:
        near = [f for f in findings if f.code == rule.strip().upper()] or list(findings)
        raise UsageError(f"没有找到问题“{target}”{_listed('；现有', near)}")
    raise UsageError(f"“{target}”有 {len(found)} 个问题，请用指纹指明{_listed('：', found)}")


def _stands(finding: Finding, place: str) -> bool:
    return bool(plain(place)) and stands_at(
        Waiver(1, finding.code, place, Values(), "", "", date.min), finding
    )


def _listed(head: str, findings: Sequence[Finding]) -> str:
    if not findings:
        return "；这份文书没有问题"
    lines = [
        f"\n  {f.fingerprint}  {f.code}@{one_line(f.location.address)}  {one_line(f.message)}"
        for f in findings[:_MOST_LISTED]
    ]
    more = f"\n  … 共 {len(findings)} 个" if len(findings) > _MOST_LISTED else ""
    return head + "".join(lines) + more


def waiver_for(finding: Finding, result: AuditResult, told: tuple[str, str, date]) -> Waiver:
    """The waiver that excuses this finding of the result; `told` are reason, approver and last day."""
    document, report = _paper(result, finding)
    named = report.unit is not None and report.year is not None
    return Waiver(
        line=1,
        rule=finding.code,
        place=place_of(finding) or (WHOLE if finding.operands else finding.location.address),
        values=Values(finding.reported, finding.expected, finding.operands),
        reason=told[0],
        approver=told[1],
        until=told[2],
        # By unit and year the waiver outlives a new name of the file; a paper without them has only its name.
        document=None if named else _pattern(document.path),
        unit=report.unit.value if named and report.unit else None,
        year=report.year.value if named and report.year else None,
    )


def _pattern(path: str) -> str:
    name = path.replace("\\", "/").rsplit("/", 1)[-1]
    return re.sub(r"([\[?*])", r"[\1]", name)


def _paper(result: AuditResult, finding: Finding) -> tuple[Document, Report]:
    papers = zip(result.documents, result.reports, strict=True)
    return next(paper for paper in papers if paper[0].id == finding.location.document)


def _refuse_known(result: AuditResult, finding: Finding, known: WaiverFile | None, today: date) -> None:
    if known is None:
        return
    before = pipeline.excused(result, Excuses(today=today, waivers=known))
    for other in before.findings():
        if other.fingerprint == finding.fingerprint and other.suppressed:
            raise UsageError(
                f"这个问题已经豁免了（{other.suppressed.approver}，至 {other.suppressed.until}）"
            )


def _check(result: AuditResult, finding: Finding, text: str, path: str, today: date) -> None:
    """The file written must excuse this very finding; else nothing is written."""
    after = pipeline.excused(result, Excuses(today, pipeline.load_waivers(text.encode(), path)))
    if not any(f.fingerprint == finding.fingerprint and f.suppressed for f in after.findings()):
        raise UsageError(f"{path} 里写不进这条豁免：同样的问题不止一处，或已有写法相近的一条；请手工改写")
