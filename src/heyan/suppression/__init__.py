"""What keeps a finding from counting: waivers, and the baseline of findings already known. Nothing is ever left out of
a result; what is stale in the waiver file is a finding itself."""

from heyan.suppression.apply import Excuses, Judged, apply
from heyan.suppression.waiver import Values, Waiver, WaiverFile

__all__ = ["Excuses", "Judged", "Values", "Waiver", "WaiverFile", "apply"]
