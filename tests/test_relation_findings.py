"""Changes, products, frequencies, counts, compositions and rates of a whole, from the sentence to the verdict."""

from __future__ import annotations

import json

import pytest

from heyan.engine.evaluation import evaluate
from heyan.engine.selection import Selection
from heyan.model.document import Source
from heyan.pipeline import load_packs, understand

PACK = load_packs(["core"])[0]
CODES = ("A07", "A08", "A09", "A11", "A12", "A13")
RIGHT, UNKNOWN = "passed", "not_evaluated"


def verdicts(content: dict[str, object]) -> list[str]:
    """code:status of every relation that the paper asserts; a failed one with what was expected."""
    source = Source(
        "paper.json", json.dumps({"schema": "heyan.report/1", **content}, ensure_ascii=False).encode()
    )
    document, report = understand(source)
    found = []
    for code in CODES:
        for outcome in evaluate([PACK], [document], [report], Selection(select=(code,))):
            if outcome.status == "not_applicable":
                continue
            expected = [f"failed {one.severity} {one.expected}" for one in outcome.findings]
            found += [f"{code} {text}" for text in (expected or [outcome.status])]
    return found


def told(sentence: str) -> list[str]:
    return verdicts({"narrative": sentence})


def described(description: str, target: str, name: str = "例会次数", **cells: str) -> list[str]:
    return verdicts({"indicators": [{"name": name, "description": description, "target": target, **cells}]})


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("全年支出1404.18万元，比上年增加54.18万元，增长4.01%。", "passed"),
        ("全年支出1404.18万元，比上年增加54.18万元，增长4.1%。", "failed warning 增加4.01%"),
        ("全年支出1404.18万元，比上年增加54.18万元，增长40.1%。", "failed warning 增加4.01%"),
        ("全年支出1404.18万元，比上年增加54.18万元，增长3.86%。", "failed warning 增加4.01%"),
        ("全年支出1404.18万元，上年支出1350.00万元，增加54.18万元，增长4.01%。", "passed"),
        ("全年支出1404.18万元，上年支出1350.00万元，增加45.18万元。", "failed warning 增加54.18万元"),
        ("全年支出1404.18万元，比上年1350.00万元增加54.18万元。", "passed"),
        ("全年支出1404.18万元，较上年（1350.00万元）增加54.18万元。", "passed"),
        ("全年支出1404.18万元，较上年（1350.00万元）减少54.18万元。", "failed warning 增加54.18万元"),
        ("支出由上年的1350万元增加到1404.18万元，增加54.18万元，增长4.01%。", "passed"),
        ("支出由上年的1350万元增加到1404.18万元，增加54.18万元，增长5.01%。", "failed warning 增加4.01%"),
        ("支出从上年的1350万元下降至1404.18万元。", "failed warning 1350万元 → 1404.18万元"),
        ("人员由52人减少为50人，减少2人。", "passed passed"),
        ("2023年支出330万元，2022年支出300万元，同比增长10%。", "passed"),
        ("2022年支出300万元，2023年支出330万元，较2022年增长12%。", "failed warning 增加10.00%"),
        ("合格率95%，比上年的92%提高3个百分点。", "passed"),
        ("合格率95%，比上年的92%提高8个百分点。", "failed warning 增加3个百分点"),
        ("决算支出90万元，比年初预算100万元减少10万元，下降10%。", "passed"),
        ("年初预算100万元，决算支出90万元，比年初预算减少10万元，下降11.1%。", "failed warning 减少10.00%"),
        ("支出100万元，其中基本支出60万元，比上年增加8万元，增长8.7%。", "passed"),
        ("支出100万元。比上年增加8万元，增长8.7%。", "passed"),
        ("接待费1.92万元，接待30批次200人，比上年减少0.08万元，下降4%。", "passed"),
        ("全年支出1404.18万元，与上年相比，增加54.18万元，增长4.01%。", "passed"),
        ("支出100万元，与上年的100万元持平。", "passed"),
        ("支出100万元，与上年的90万元持平。", "failed warning 90万元 → 100万元"),
        ("用水1350吨，同比增加50吨，增幅3.8%。", "passed"),
        ("全年支出1404.18万元，比上年增加54.18万元，增长4.0%；比预算减少20万元，下降1.4%。", "passed passed"),
        ("收入总计120.50万元，支出总计120.50万元。与2021年度相比，收、支总计各增加20.50万元，增长20.5%。", "passed"),
        ("收入总计120.50万元，支出总计120.50万元。与2021年度相比，收、支总计各增加20.50万元，增长25.0%。", "failed warning 增加20.50%"),
        ("2022年度财政拨款支出100.00万元，占90%。与2021年相比，财政拨款支出减少10.00万元，下降9.09%。", "passed"),
        ("公务接待费决算19.00万元，完成预算的95%，比上年减少1.00万元（下降5%）。", "passed"),
        ("出国费支出0万元，比上年减少5万元，下降100%。", "passed"),
        ("出国费支出0万元，比上年增加0万元，增长0%。", UNKNOWN),
        ("支出100.00万元，与上年的90.00万元相比，增加10.00万元。", "passed"),
        ("支出100.00万元，与上年的90.00万元相比，增加12.00万元。", "failed warning 增加10.00万元"),
        # what the paper gives no figures for
        ("工资福利支出60万元，比上年增加3万元，主要是新招人员。", UNKNOWN),
        ("工资福利支出60万元，同比下降5%。", UNKNOWN),
        ("完工率为85%，比目标低15个百分点。", UNKNOWN),
        ("项目支出比上年增加5万元，增长10%。", UNKNOWN),
        ("支出100万元，环比增长5%。", UNKNOWN),
        ("编制52人，较年初减少1人。", UNKNOWN),
        ("全年支出约1400万元，比上年增加54.18万元，增长4.01%。", UNKNOWN),
        # no change at all
        ("全年新增就业50人，形成新的增长点3个，呈下降趋势。", ""),
        ("全年减少上访12人次，走访比例为95%。", ""),
        ("产量翻一番，产值增长1.5倍。", ""),
        ("收入100万元，支出90万元，分别比上年增加10万元、5万元。", ""),
        ("主要是人员增加3人，工资增长5%。", ""),
        ("人员经费支出50万元，其中：津贴增加20万元，补助减少5万元。", ""),
        ("支出100万元，与上年的98万元基本持平。", ""),
        ("支出100万元，完成预算的95%，比较合理。", ""),
        ("支出下降至80万元。", ""),
        ("人员减少为30人。", ""),
        ("比武演练3次，参加人员60人，比例达到80%。", ""),
        ("甲街支出5.00万元、乙街支出3.00万元，增加1.00万元，增长20.0%。", ""),
    ],
)  # fmt: skip
def test_changes(sentence: str, expected: str) -> None:
    words = [
        f"A12 {one}" for one in ([expected] if expected.startswith(("failed", "not")) else expected.split())
    ]
    assert told(sentence) == words


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        ("补助支出3.1万元，比上年减少5.94万元，原因是停发慰问金5.94万元。", 1),
        ("补助支出3.1万元，比上年减少5.94万元，原因是停发慰问金4.5万元。", 0),
        ("补助支出3.1万元，比上年减少5.94万元；另支出5.94万元。", 0),
    ],
)
def test_a_change_may_be_explained_by_one_amount(sentence: str, claims: int) -> None:
    _, report = understand(Source("paper.txt", sentence.encode()))
    assert sum(claim.kind == "same" for claim in report.claims) == claims


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("流转土地1200亩，每亩租金900元，共需资金108万元。", [RIGHT]),
        ("流转土地1200亩，按900元/亩，合计108.00万元。", [RIGHT]),
        ("流转土地1200亩，每亩每年租金900元，租期2年，共需资金216万元。", [RIGHT]),
        ("聘用护林员20人，每人每月补助500元，发放12个月，共计12万元。", [RIGHT]),
        ("聘用护林员20人，每人每月补助500元，共计12万元。", []),
        ("租地费按1200亩×900元/亩×2年=216万元安排。", [RIGHT]),
        ("租地费按1200亩*900元*2年=261万元安排。", ["failed warning 216万元"]),
        ("聘请专家3人×500元+2人×300元=2100元。", []),
        ("聘请专家3人×500元/天=1500元。", [UNKNOWN]),
        ("举办3期×40人=120人次。", [RIGHT]),
        ("流转土地1250亩，每亩租金960元，共需资金12万元。", ["failed warning 120万元"]),
        ("流转土地1200亩，每亩租金900元，共需资金150万元。", [UNKNOWN]),
        ("为18个村安装路灯30盏，每盏0.2万元，共需资金6万元。", []),
        ("租地1200亩，每亩900元，青苗补偿20万元，共需资金128万元。", []),
        ("占地2×3米，长宽比为3:2。", []),
    ],
)
def test_products(sentence: str, expected: list[str]) -> None:
    assert told(sentence) == [f"A08 {one}" for one in expected]


@pytest.mark.parametrize(
    ("description", "target", "expected"),
    [
        ("每季度召开1次", "=4次", [RIGHT]),
        ("支部每季度召开一次", "4次", [RIGHT]),
        ("每半年开展1次宣传", "2次", [RIGHT]),
        ("每两个月1次", "6次", [RIGHT]),
        ("每周至少1次", "≥48次", [RIGHT]),
        ("每周开展1次", "52次", [RIGHT]),
        ("每月开展2次", "24次", [RIGHT]),
        ("每月开展2次", "12次", ["failed warning 24次"]),
        ("每季度召开1次", "=3次", ["failed warning 4次"]),
        ("每周巡查1次", "≥60次", ["failed warning 48～53次"]),
        ("每月检查1次", "≥10次", ["failed info 12次"]),
        ("每月至少检查1次", "≥24次", ["failed info 12次"]),
        ("每月检查1次", "≤15次", [RIGHT]),
        ("春季、秋季各集中开展", "2次", [RIGHT]),
        ("上下半年开展", "2次", [RIGHT]),
        ("上下半年开展", "3次", [UNKNOWN]),
        ("各村每季度评比1次", "64次", [UNKNOWN]),
        ("汛期每周巡河1次", "20次", [UNKNOWN]),
        ("每月1次例会，每季度1次大会", "16次", []),
        ("每月1次例会，每季度1次大会", "12次", [RIGHT]),
        ("每人每月补助500元", "6000元", []),
        ("每月发放到位", "12次", []),
        ("按要求开展1次", "4次", []),
    ],
)  # fmt: skip
def test_frequencies_in_descriptions(description: str, target: str, expected: list[str]) -> None:
    assert described(description, target) == [f"A09 {one}" for one in expected]


def test_an_indicator_counted_per_period_is_left_alone() -> None:
    assert described("每月检查1次", "1次", name="每月检查次数") == []
    assert described("每月检查1次", "1次/月", name="检查频次") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("党委会每季度召开1次，全年共召开4次。", [RIGHT]),
        ("党委会每季度召开1次，全年共召开6次。", ["failed warning 4次"]),
        ("全年累计检查12次，每月检查1次。", [RIGHT]),
        ("每季度召开1次，另外召开3次。", []),
    ],
)
def test_frequencies_in_sentences(sentence: str, expected: list[str]) -> None:
    assert told(sentence) == [f"A09 {one}" for one in expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("内设机构3个，分别为：综合办、经济办、平安办。", [RIGHT]),
        ("内设机构3个，均为股级（含0个副科级），分别为：综合办、经济办（农业办、统计办）、平安办。", [RIGHT]),
        ("内设机构4个，分别为：综合办、经济办、平安办。", ["failed warning 3"]),
        ("内设机构2个，分别为综合办、经济办、平安办。", ["failed warning 3"]),
        ("下设2个站所，分别为文化站和农技站。", [RIGHT]),
        ("下设3个部门，分别是综合部、发展和改革部。", [RIGHT]),
        ("设有内设机构3个：综合办、经济办、平安办。", [RIGHT]),
        ("中心内设办公室、财务股、业务股3个股室。", [RIGHT]),
        ("中心内设办公室、财务股、业务股4个股室。", ["failed warning 3"]),
        ("中心内设办公室、财务股等4个股室。", [UNKNOWN]),
        ("内设机构5个，分别为综合办、经济办、平安办等。", [UNKNOWN]),
        ("开展活动5项，包括义诊、送戏、讲座。", [UNKNOWN]),
        ("开展活动2项，包括义诊、送戏、讲座。", ["failed warning 3"]),
        ("内设机构5个，分别为综合办、经济办、平安办，主要负责日常工作。", [UNKNOWN]),
        ("编制90名，分别为行政40名、事业50名。", []),
        ("完成工作3项：一是修路、架桥，二是植树、种草，三是清河。", [RIGHT]),
        ("完成工作3项：修路、架桥。", []),
        ("新建公厕3个，道路、路灯、垃圾箱等设施得到完善。", []),
    ],
)
def test_declared_counts(sentence: str, expected: list[str]) -> None:
    assert told(sentence) == [f"A11 {one}" for one in expected]


def test_activities_that_are_listed_up_to_the_target() -> None:
    listed = "组织开展植树活动、读书活动、义诊活动等活动"
    assert described(listed, "≥3次", name="文体活动") == ["A11 passed"]
    assert described(listed, "≥5次", name="文体活动") == []


@pytest.mark.parametrize(
    ("description", "target", "expected"),
    [
        ("12个行政村，3个社区", "15个", [RIGHT]),
        ("12个行政村，3个社区", "18个", ["failed warning 15"]),
        ("共15个，其中：12个行政村，3个社区", "15个", [RIGHT]),
        ("登记失业20人、困难人员20人、转移就业300人", "≥340人", [RIGHT]),
        ("登记失业20人、困难人员20人、转移就业300人", "≥430人", ["failed warning 340"]),
        ("登记失业20人、困难人员20人、转移就业300人", "≥330人", [RIGHT]),
        ("登记失业20人、困难人员20人、转移就业300人", "20人", []),
        ("路灯30盏、垃圾桶50个", "80个", []),
        ("每村补助3万元、每社区补助2万元", "50万元", []),
        ("低保补助120人、特困补助30人等", "180人", [UNKNOWN]),
        ("培训2次、检查1次", "6次", [UNKNOWN]),
        ("覆盖15个村", "15个", []),
        ("比上年增加20人、30人", "60人", []),
    ],
)
def test_compositions(description: str, target: str, expected: list[str]) -> None:
    assert described(description, target, name="服务对象") == [f"A07 {one}" for one in expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("全年受理诉求60件，办结率98.3%。", [RIGHT]),
        ("全年受理诉求50件，办结率98.3%。", ["failed info 98.0%、100.0%"]),
        ("全年受理诉求20件，办结率95%。", [RIGHT]),
        ("全年受理诉求60件，办结率100%。", [RIGHT]),
        ("全年办结诉求57件，办结率98.3%。", [RIGHT]),
        ("全年受理诉求20000件，办结率98.3%。", []),
        ("全年受理诉求50件，满意率98.3%。", []),
        ("全年受理诉求50件，投入资金20万元，办结率98.3%。", []),
        ("全年支出50万元，完成率98.3%。", []),
    ],
)
def test_rates_of_a_whole(sentence: str, expected: list[str]) -> None:
    assert told(sentence) == [f"A13 {one}" for one in expected]
