"""What the words before an amount in a sentence say of it: its plain name, its partition, its budget fact."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from heyan.extraction.pattern import pattern as later

# The partitions that budget prose uses. Parts of one partition add up to their whole.
Group = Literal["expenditure", "income", "economic", "operating", "posts", "staff"]

_LEADING = later(
    r"^(?:[\s　，,、；;。：:（(）)]|\[bookmark:[^\]]*\]|其中|包括|包含|分别[为是]|主要(?:用于|包括|是|为)?|以及|加(?=[上年期][年初])|加上(?=[上年期][年初])|减去?(?=决算|本年|支出|[年期]末)|还有|另外?有?|"
    r"[一二三四五六七八九十]是|\d{1,2}[、.．)）]|[①-⑳])+"
)
_TRAILING = later(
    r"(?:[\s　，,、：:（(“”\"]|合计|共计|总计|总额|大约|约|近|为|是|共有|共|达到|达|金额|(?<![设预统会审估合共总])计)+$"
)
_TIME = later(
    r"(?:截[至止])?(?:\d{4}|[二一][〇零○一二三四五六七八九]{3})年(?:度|\d{1,2}月(?:\d{1,2}日)?|[初末底])?(?:[，,]?(?:我|本)(?:单位|部门|镇|乡|局|街道|区|县|市|院|校|中心))?的?"
)
_OWNER = later(
    r"^.{0,20}?(?:人民政府|街道办事处|委员会|我镇|我乡|我局|我单位|本单位|本部门|本级|本镇|本乡|全镇|全乡|部门|单位)(?:本级|机关|整体)?(?=.{2})"
)
_FILLER = later(
    r"^(?:年初(?!.{0,4}结[转余])|年中|年内|全年|本年度?|当年|实际|共|总|预计|计划|批复|安排|下达|调整后?的?|调整|追加后?|最终|累计|整体|部门|单位|"
    r"预算|决算|执行|完成|到位|经|的|数|内)+"
)
_TAIL = later(
    r"(?:(?:预算|决算|执行|完成|控制|额度|安排|总|合计|总额|总计|合计数|数额|金额|经费|成本|限额|规模|实际|调整后?|年初|全年|年度|[数额])|在|为|是|至|到|不超过)+$"
)

_COUNT_WORDS = later(r"(?:预算|决算|执行|总额|合计|金额|数额|数|额)+$")

_CARRIED = later(
    r"(?:(?:上|去|往)年(?:度|末|底)?|年初|期初|以前年度)[^，,；;。]{0,6}(?:结转|结余)|(?:年末|年终|年底|期末|本年末?)[^，,；;。]{0,6}(?:结转|结余)|"
    r"^(?:结转(?:和|及|与)?结余|结转下年|结余(?:资金)?|结转(?:资金)?)|使用非财政拨款结余|结转下年"
)

_FUNDS = (
    r"(?:群众|村级?|企业|个人|社会|单位)自筹(?:资金|投入)?$|(?:中央|自治区|[省市县区州镇乡]|地区)级?(?:财政)?(?:配套|补助|专项|拨款)+(?:资金|经费|投入)?$|"
    r"(?:财政(?:性|拨款)?|单位(?:自筹)?|其[他它]|自有|自筹|社会|(?:中央|自治区|地区|省|市|县|区|州|本)级?(?:财政|配套|补助|专项)?)资金$"
)
_OFFICIAL = later(
    r"(?:公务接待费|公务用车(?:购置|运行|维护|及|和|费|经|[（(]|[）)]){1,8}|因公出国.{0,6}费用?)(?:支出)?$"
)
_FUND = later(_FUNDS)
_GROUPS: tuple[tuple[Group, re.Pattern[str]], ...] = (
    (
        "expenditure",
        later(r"(?:基本支出|项目支出|(?:事业单位)?经营支出|上缴上级支出|对附属单位补助支出)(?:预算|决算|经费)?(?:数|额|总额)?$"),
    ),
    (
        "economic",
        later(
            r"(?:工资(?:和)?福利(?:性)?支出|商品(?:和|及|与)?服务(?:性)?支出|(?:对)?个人(?:和|及|与)?家庭(?:的)?(?:补助|补贴)(?:性)?(?:支出)?|资本性支出|"
            r"债务利息(?:及费用)?支出|对企业补助(?:支出)?|对社会保障基金补助)$"
        ),
    ),
    ("operating", later(r"(?:人员(?:经费|支出)|(?:日常|机关)?公用(?:经费|支出)|日常(?:运转|公用)(?:经费|支出))(?:支出)?$")),
    (
        "income",
        later(
            r"(?:一般公共预算|公共(?:财政)?预算|政府性基金|国有资本(?:经营)?|社会保险基金|财政专户|(?:纳入)?专户管理|非税|预算[内外](?:财政)?)"
            r"(?:预算|管理|资金|经营|的|非税|教育|财政|当年){0,3}(?:拨款|补助)?(?:收入|资金)?$|"
            r"(?:财政|事业(?:单位)?|经营|其[他它]|单位|非同级财政|上级|附属单位上缴|利息|捐赠)(?:补助|拨款|专户|资金|经营){0,2}收入$|财政(?:预算)?拨款$|"
            rf"上级补助$|{_FUNDS}"
        ),
    ),
    ("posts", later(r"(?:行政|事业|工勤|参公|参照公务员法?管理|机关|公务员|专项)(?:单位)?(?:人员|编制|编|岗位?)*(?:人员)?$")),
    ("staff", later(r"(?:在职|离休|退休|离退休|在编|在岗|编外|聘用|临聘|合同制?|遗属)(?:在[职编岗])?(?:人员|职工|干部|人数|工)*$")),
)  # fmt: skip

_FACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("基本支出", later(r"基本支出")),
    ("项目支出", later(r"项目支出")),
    ("三公经费", later(r"[“\"]?三公[”\"]?经费(?:支出)?")),
    ("上年结转", later(r"(?:上年|年初)(?:度|末)?(?:资金)?结转(?:和|及|与)?(?:结余)?(?:资金)?(?:收入)?")),
    (
        "年末结转",
        later(
            r"(?:年末|年终|年底)(?:资金)?(?:结转(?:和|及|与)?(?:结余)?|结余)(?:资金)?|结转下年(?:资金|支出)?"
        ),
    ),
    ("一般公共预算拨款", later(r"一般公共预算(?:财政)?拨款(?:收入)?|一般公共预算收入")),
    ("政府性基金拨款", later(r"政府性基金(?:预算)?(?:财政)?(?:拨款)?(?:收入)?")),
    ("国有资本经营拨款", later(r"国有资本经营(?:预算)?(?:财政)?(?:拨款)?(?:收入)?")),
    ("财政拨款", later(r"财政拨款(?:收入)?")),
    ("其他收入", later(r"其[他它]收入")),
    ("收入合计", later(r"(?:总)?收入|收入(?:总额|总计|合计|总数)")),
    ("支出合计", later(r"(?:总)?支出|支出(?:总额|总计|合计|总数)")),
)
# The columns of a money table as words: what they are the budget or the expenditure of is not said.
_STAGE_TOTAL = later(
    r"(?:全年|本年|年度|部门|整体)*(?:(?:全年|调整后?的?)(?:部门|支出)?预算|(?:全年|预算)执行|(?:全年)?预算支出执行)(?:总额|数|额)?"
)
# 其他工资福利支出 is an item of 工资福利支出, not its sibling.
_OTHER = later(r"^其[他它]")
_FUND_SCOPE = later(r"一般公共预算|政府性基金|国有资本经营|财政拨款|财政专户|专项资金|“?三公”?经费")


@lru_cache(maxsize=4096)
def plain(label: str) -> str:
    """`label` without list words before it (其中, 一是) and without 为, 共计 and the like behind it."""
    return _TRAILING.sub("", _LEADING.sub("", label)).strip()


@lru_cache(maxsize=4096)
def group(label: str) -> Group | None:
    """The partition that an amount named `label` is a part of; None where the name is no known part."""
    whole = plain(label)
    bare = _COUNT_WORDS.sub("", whole)
    for name, pattern in _GROUPS:
        if (pattern.search(whole) or pattern.search(bare)) and not (
            name == "economic" and _OTHER.search(bare)
        ):
            return name
    return None


@lru_cache(maxsize=4096)
def is_carried(label: str) -> bool:
    """Whether the amount belongs to another year (上年结转, 年末结转)."""
    return bool(_CARRIED.search(plain(label)))


def is_official(label: str) -> bool:
    """Whether the label is one of the three that make up 三公经费."""
    return bool(_OFFICIAL.search(plain(label)))


def names_the_rest(label: str) -> bool:
    """Whether the label (其他商品和服务支出) leaves nothing unnamed, so that the list it ends is a whole one."""
    return bool(_OTHER.match(plain(label)))


def is_fund(label: str) -> bool:
    """Whether the label is a fund of a project's money (财政资金, 其他资金, 县级资金)."""
    return bool(_FUND.search(plain(label)))


def undated(label: str) -> str:
    """`label` without the year before it."""
    return _TIME.sub("", label) or label


@lru_cache(maxsize=4096)
def subject(label: str) -> str:
    """The bare name of a budget fact: without year, owner, stage and total words (项目支出额度控制 → 项目支出)."""
    text = _TIME.sub("", plain(label))
    text = _OWNER.sub("", text, count=1) if not _FACT_ANY.fullmatch(text) else text
    text = _FILLER.sub("", text)
    return _TAIL.sub("", text) or text


@lru_cache(maxsize=4096)
def fact(label: str) -> str | None:
    """The budget fact that `label` names, nothing more and nothing less; None otherwise."""
    bare = subject(label)
    for name, pattern in _FACTS:
        if pattern.fullmatch(bare):
            return name
    return None


@lru_cache(maxsize=4096)
def is_stage_total(label: str) -> bool:
    """Whether the label says no more than which stage a figure belongs to (全年预算数, 全年执行数)."""
    text = _TIME.sub("", plain(label))
    return bool(_STAGE_TOTAL.fullmatch(_OWNER.sub("", text, count=1)) or _STAGE_TOTAL.fullmatch(text))


def fund_scope(text: str) -> str:
    """The fund that `text` limits its amounts to; "" where it names none."""
    found = _FUND_SCOPE.search(text)
    return found[0].strip("“”") if found else ""


def side(name: str) -> Literal["income", "expenditure"]:
    """The side of the budget that a fact stands on."""
    return "expenditure" if "支出" in name or name in {"年末结转", "三公经费"} else "income"


_FACT_ANY = later("|".join(pattern.pattern for _, pattern in _FACTS))


def shares_word(label: str, name: str) -> bool:
    """Whether two neighbouring characters of `name` stand in the label."""
    return any(name[i : i + 2] in label for i in range(len(name) - 1))
