"""Names out of a paper, consistently: units, persons, places, projects, numbers of persons. Figures stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from heyan.model.dataclass import dataclass
from heyan.model.report import Report

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ENDING = "自治区|自治州|自治县|街道|社区|省|市|州|县|区|旗|镇|乡|村"
# A unit's own name begins with the places that it belongs to.
_LEADING = re.compile(rf"([\u4e00-\u9fff]{{2,7}}?)({_ENDING})")
# Where a name may begin in running text; without a dictionary nothing else tells it from the words before it.
_BEGIN = r"(?:(?<![\u4e00-\u9fff])|(?<=[在于至到往由向与对经]))"
_PLACE = re.compile(rf"{_BEGIN}([\u4e00-\u9fff]{{2}})(街道|社区|县|镇|乡|村)(?![委级民容务庄])")
_LISTED = re.compile(r"、([\u4e00-\u9fff]{2,3})(街道|社区|县|镇|乡|村)(?=[、，。；等和及]|$)")
_UNIT = re.compile(
    rf"{_BEGIN}[\u4e00-\u9fff]{{3,14}}?(?:人民政府|办事处|委员会|管理局|服务中心|管理所|有限公司|小学|中学|医院|卫生院|派出所)"
)
# Words that stand before 村, 镇 … and are no name of one.
_WORDS = re.compile(
    r"完成|加强|保障|改善|推进|促进|实现|管理|负责|维护|指导|清理|提升|拓宽|办理|开展|"
    r"落实|坚持|按照|结合|支持|帮助|建设|打造|创建|推动|组织|保持|确保|加快|统筹|整治|"
    r"美丽|特色|重点|示范|试点|行政|自然|贫困|农业|新型|先进|文明|全部|所有|部分|多个|"
    r"其他|有关|相关|各个|全县|全镇|本县|本镇|我县|我镇|全村|本村|我村|城中|城郊|中心|"
    r"传统|宜居|生态|旅游|产业|移民|脱贫|经济|薄弱|十个|两个|三个|四个|五个|进入|监督|"
    r"协调|执行|根据|承办|各级|基层|辖区|老旧|农贸|集贸|满足|用于|修好|听取|培训|维持|"
    r"维修|清洁|围绕|带动|发展|达标|运转|壮大|立足|保证|抓好|让农|为我|管理集"
)
_PERSON = re.compile(
    r"(?:填报人|填表人|负责人|联系人|经办人|审核人|分管领导|单位领导|主要领导|法定代表人|制表人|复核人)(?:（[^）]{0,8}）)?[\s:：]{1,4}([\u4e00-\u9fff·]{2,4})(?=[\s，,。；;、)）]|$|联系|电话|\d)"
)
_PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
# The example of the standard itself (GB 11643): its check digit is right, and it is nobody's.
_SAMPLE_IDENTITY, _SAMPLE_PHONE, _SAMPLE_LANDLINE = "11010519491231002X", "13800138000", "010-12345678"
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d年?度?(?!\d)")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Mask:
    """Names and what stands for them, longest first."""

    names: tuple[tuple[str, str], ...]

    def text(self, text: str) -> str:
        """The text without the names, and without numbers of persons and telephones."""
        for name, stand_in in self.names:
            text = text.replace(name, stand_in)
        text = _IDENTITY.sub(_SAMPLE_IDENTITY, text)
        return _PHONE.sub(lambda n: _SAMPLE_PHONE if n[0].startswith("1") else _SAMPLE_LANDLINE, text)


def mask_of(reports: Sequence[Report], *, thorough: bool = True) -> Mask:
    """The mask for papers: the names that they state as such, and (`thorough`) those that their text seems to hold."""
    found: dict[str, str] = {}
    units, projects, persons, places = (count() for _ in range(4))
    stated = dict.fromkeys(name for report in reports for name in _stated_units(report))
    texts = [report.text.value for report in reports]
    own = frozenset(_leading(stated))
    for stem, ending in dict.fromkeys((*_leading(stated), *(_places(texts) if thorough else ()))):
        if stem + ending not in found:
            stand_in = found.get(stem) or _numbered(places)
            found[stem + ending] = f"{stand_in}{ending}"
            if (stem, ending) in own:
                found.setdefault(stem, stand_in)
    for name in (*stated, *(_in_texts(_UNIT, texts) if thorough else ())):
        # 甲市乙区丙镇人民政府 still tells what kind of unit it is; a name that begins with no place says who it is.
        if not _LEADING.match(name):
            found.setdefault(name, f"{_numbered(units)}单位")
    for name in dict.fromkeys(name for report in reports for name in _stated_projects(report)):
        # The years in a project's name are figures.
        found.setdefault(name, f"{''.join(_YEARS.findall(name))}{_numbered(projects)}项目")
    for name in dict.fromkeys(
        (*(name for report in reports for name in _signed(report)), *_in_texts(_PERSON, texts, 1))
    ):
        found.setdefault(name, f"某{_numbered(persons)}")
    return Mask(tuple(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0]))))


def _numbered(counter: Iterator[int]) -> str:
    number = next(counter)
    return _STEMS[number % 10] * (1 + number // 10)


def _stated_units(report: Report) -> Iterator[str]:
    for unit in (report.unit, *(form.unit for form in report.forms)):
        if unit is not None and len(unit.value.strip()) >= _SHORTEST:
            yield unit.value.strip()


def _stated_projects(report: Report) -> Iterator[str]:
    for form in report.forms:
        for field in (form.project.name, form.project.code) if form.project else ():
            if field is not None and len(field.value.strip()) > _SHORTEST:
                yield field.value.strip()


def _signed(report: Report) -> Iterator[str]:
    for form in report.forms:
        for signature in form.signatures:
            name = signature.value.value.strip() if signature.value else ""
            if re.fullmatch(r"[\u4e00-\u9fff·]{2,4}", name):
                yield name


def _leading(units: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The places that units' names begin with, as (stem, ending)."""
    for unit in units:
        position = 0
        while found := _LEADING.match(unit, position):
            yield found[1], found[2]
            position = found.end()


def _places(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        for pattern in (_PLACE, _LISTED):
            for found in pattern.finditer(text):
                if not _WORDS.fullmatch(found[1]) and not re.match(
                    r"[全各本我该这两每某年一二三四五六七八九十几数的了]", found[1]
                ):
                    yield found[1], found[2]


def _in_texts(pattern: re.Pattern[str], texts: Iterable[str], group: int = 0) -> Iterator[str]:
    for text in texts:
        yield from (found[group] for found in pattern.finditer(text))
