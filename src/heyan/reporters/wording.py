"""What the interface says, whatever the language, and how tallies and findings are put."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from heyan.model.dataclass import dataclass
from heyan.model.finding import Band, Confidence, Finding, Severity, Suppression
from heyan.model.result import BaselineTally, FigureState, KnownFinding, WaiverTally


@dataclass(frozen=True, slots=True)
class Words:
    """All words of one language. `phrases` hold `str.format` patterns where they have holes."""

    severity: Mapping[Severity, str]
    confidence: Mapping[Confidence, str]
    band: Mapping[Band, str]
    form: Mapping[str, str]
    state: Mapping[FigureState, str]
    family: Mapping[str, str]
    claim: Mapping[str, str]
    date: Mapping[str, str]
    status: Mapping[str, str]
    target: Mapping[str, str]
    phrases: Mapping[str, str]
    stop: str
    comma: str
    colon: str

    def family_name(self, family: str) -> str:
        """The family's name; the family itself where it has none."""
        return self.family.get(family, family)

    def suppression(self, by: Suppression) -> str:
        """Why a finding does not count, who approved it and until when, on one line."""
        told = f"{self.say(f'by_{by.by}')}{self.colon}{by.reason}"
        if by.approver:
            told += f"{self.comma}{self.say('approved_by', name=by.approver)}"
        if by.until:
            told += f"{self.comma}{self.say('valid_until', date=by.until)}"
        return told

    def suppressed(self, findings: Iterable[Finding]) -> str:
        """How many of the findings are waived, and how many the baseline knows; empty where all count."""
        kinds = [finding.suppressed.by for finding in findings if finding.suppressed]
        return " · ".join(
            self.say(key, count=kinds.count(kind))
            for kind, key in (("waiver", "suppressed"), ("baseline", "familiar"))
            if kind in kinds
        )

    def caused(self, findings: Iterable[Finding]) -> str:
        """How many of the findings another one explains; empty where none is."""
        count = sum(finding.cause is not None and finding.suppressed is None for finding in findings)
        return self.say("caused", count=count) if count else ""

    def cause(self, finding: Finding) -> Iterator[str]:
        """How another finding explains this one, on one line; nothing where none does."""
        if finding.cause:
            yield f"{self.say('cause')}{self.colon}{finding.cause.why}（{finding.cause.fingerprint}）"

    def clean(self, findings: Iterable[Finding]) -> str:
        """What to say where none of the findings counts."""
        return self.say("clean_else" if any(finding.suppressed for finding in findings) else "clean")

    def waivers(self, tally: WaiverTally) -> str:
        """What became of the waivers, on one line."""
        return self.say(
            "waivers_of",
            used=tally.used,
            unused=tally.unused,
            expired=tally.expired,
            lapsed=tally.lapsed,
            elsewhere=tally.elsewhere,
            path=tally.path,
        )

    def baseline(self, tally: BaselineTally) -> str:
        """How the findings stand against the baseline, on one line."""
        return self.say(
            "baseline_of",
            known=tally.known,
            new=tally.new,
            gone=len(tally.gone),
            elsewhere=tally.elsewhere,
            path=tally.path,
            recorded=tally.recorded,
        )

    def gone(self, entry: KnownFinding) -> str:
        """A finding that is no more."""
        return self.say(
            "gone_one",
            code=entry.code,
            document=entry.document,
            address=entry.address,
            message=entry.message,
        )

    def say(self, key: str, **holes: object) -> str:
        """The phrase of that key (KeyError without one), holes filled."""
        return self.phrases[key].format(**holes)
