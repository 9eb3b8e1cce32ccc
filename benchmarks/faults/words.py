"""Words for generated papers: invented places, offices, expenditure items, indicators. No real place, no person."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

_SYLLABLES = "青云岚沙柳石桥浦溪林塘梅枫松澄曲禾锦渡湾岭坪汀棠芦荻砚泽栎槐"
_TOWNS = ("镇人民政府", "乡人民政府", "街道办事处")
_BUREAUS = (
    "水务局",
    "农业农村局",
    "交通运输局",
    "文化旅游局",
    "民政局",
    "市场监督管理局",
    "应急管理局",
    "林业局",
)

OFFICES = ("办公室", "财政所", "农业服务站", "党群办", "民政办", "规划建设办", "应急办", "综治中心", "林业站", "水利站", "档案室", "文化站")  # fmt: skip
GOALS = (
    "保障机关和下属站所正常运转，稳步推进年度重点任务，改善群众生产生活条件。",
    "完成年初部署的各项任务，管好用好财政资金，提高公共服务水平。",
    "落实惠民政策，补齐基础设施短板，守住安全底线。",
    "按计划实施各类项目，提高资金使用效益，让群众得到实惠。",
)
ACHIEVED = (
    "各项任务按计划推进，机关运转平稳，群众生产生活条件得到改善。",
    "年初部署的任务基本落实，公共服务水平有所提高。",
    "惠民政策落到实处，基础设施逐步完善，安全形势平稳。",
)
REASONS = (
    "受连续降雨影响，部分工作进度偏慢；今后提前安排，留足工期。",
    "前期准备不够充分，年中任务有所调整；下年细化实施方案。",
    "资料补正耗时较长；今后安排专人对接，及时补齐资料。",
)
NOTES = (
    "1.其他资金包括与财政拨款共同用于同一项目的单位自有资金、社会资金等。2.定量指标完成的得满分，未完成的按比例得分；定性指标按80%至100%、60%至80%、0至60%三档计分。",
    "注：定性指标分达成、部分达成、未达成三档，分别按该指标分值的100%-80%（含80%）、80%-60%（含60%）、60%-0计算得分。",
    "自评得分90分及以上为优，80分至90分（不含）为良，60分至80分（不含）为中，60分以下为差。",
)
PROBLEMS = (
    "预算编制不够细致，部分支出测算与实际需要有出入。",
    "个别项目前期工作准备不足，支出进度前慢后快。",
    "绩效指标设置偏粗，与年度任务衔接不够紧密。",
    "业务人员对绩效管理的理解还不够深入。",
)
MEASURES = (
    "细化预算编制，逐项测算用款需求，减少年中调整。",
    "加强业务培训，提高绩效目标编报质量。",
    "建立项目台账，按月跟踪支出进度，及时纠偏。",
    "把自评结果与下年预算安排挂钩。",
)
PROJECTS = ("农村道路养护", "饮水管网改造", "人居环境整治", "困难群众救助", "森林防火", "文化站免费开放", "小型水库维修", "高标准农田管护", "公共卫生服务", "安全生产监管", "垃圾清运", "村级组织运转", "防汛抢险", "农机购置补贴", "校园周边治理")  # fmt: skip
INCOME = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款", "其他收入")
CLASSES = ("工资福利支出", "商品和服务支出", "对个人和家庭的补助", "资本性支出")
ITEMS: dict[str, tuple[str, ...]] = {
    "工资福利支出": ("基本工资", "津贴补贴", "奖金", "绩效工资", "机关事业单位基本养老保险缴费", "职业年金缴费", "职工基本医疗保险缴费", "住房公积金", "其他工资福利支出"),
    "商品和服务支出": ("办公费", "印刷费", "水费", "电费", "邮电费", "差旅费", "维修（护）费", "会议费", "培训费", "公务接待费", "劳务费", "委托业务费", "工会经费", "公务用车运行维护费", "其他商品和服务支出"),
    "对个人和家庭的补助": ("抚恤金", "生活补助", "医疗费补助", "奖励金", "其他对个人和家庭的补助"),
    "资本性支出": ("办公设备购置", "大型修缮", "基础设施建设", "信息网络购置"),
}  # fmt: skip
Direction = Literal["up", "down", "equal"]


_ALIKE = (frozenset({"亩", "平方米"}), frozenset({"公里", "米"}))


@dataclass(frozen=True, slots=True)
class Thing:
    """An indicator of the catalogue: where it belongs, its unit, a usual range, which way is better."""

    level1: Literal["产出", "效益", "满意度", "成本"]
    level2: str
    name: str
    unit: str
    low: int
    high: int
    direction: Direction = "up"
    named_unit: bool = False  # the name says which unit fits
    named_way: bool = False  # the name says which way is better

    @property
    def fitting(self) -> frozenset[str]:
        """The units that fit the name."""
        return next((units for units in _ALIKE if self.unit in units), frozenset({self.unit}))

    @property
    def is_share(self) -> bool:
        """Whether it cannot exceed 100 percent."""
        return self.unit == "%" and self.direction == "up" and "增长" not in self.name


def _things() -> tuple[Thing, ...]:
    rows: tuple[tuple[Literal["产出", "效益", "满意度", "成本"], str, str], ...] = (
        (
            "产出",
            "数量",
            "道路养护里程/公里/12/260/u 河道清淤长度/公里/3/60/u 新增绿化面积/亩/20/900/u 培训村干部人数/人/20/400/u 走访困难家庭户数/户/30/900/u "
            "下乡义诊服务人次/人次/200/9000/u 开展安全检查/次/6/120 举办文化活动/场/4/60 维修路灯/盏/20/700 新建垃圾分类亭/个/3/60 "
            "发放宣传资料/份/500/20000 召开工作例会/次/12/48 保障村（社区）运转数量/个/8/40 慰问老党员人数/人/10/200/u 维修山塘/口/2/40 "
            "更换消防器材/套/10/300 巡查森林防火区域/次/24/200 购置办公设备/台/3/80 编制规划/个/1/6 改造户厕户数/户/20/600/u "
            "组织应急演练/次/2/12 消杀公共场所/处/10/200 建设停车位/个/20/400 完成测绘面积/亩/100/5000/u 设立公益性岗位/个/5/80",
        ),
        (
            "产出",
            "质量",
            "工程验收合格率/%/95/100/w 重点工作办结率/%/90/100/w 资料归档完整率/%/90/100 设备完好率/%/90/100/w 培训合格率/%/90/100/w "
            "数据准确率/%/95/100/w 村规民约覆盖率/%/90/100/w 政策知晓率/%/85/95/w 问题整改率/%/90/100/w 活动参与率/%/80/95/w",
        ),
        (
            "产出",
            "时效",
            "资金拨付及时率/%/90/100/w 项目按期完工率/%/90/100/w 事项按时办结率/%/90/100/w 补贴发放及时率/%/95/100/w 信息报送及时率/%/90/100/w",
        ),
        (
            "成本",
            "成本",
            "每公里养护成本/万元/2/9/dw 人均培训成本/元/200/900/dw 印刷单价/元/5/40/dw 每场活动成本/元/800/5000/dw 公用经费控制率/%/90/100/d",
        ),
        ("效益", "经济效益", "村集体经济增收/万元/6/200/w 户均增收/元/200/3000/w 特色产业产值增长率/%/3/9/w"),
        (
            "效益",
            "社会效益",
            "新增受益人口/人/300/9000 带动就业人数/人/20/600/u 安全生产事故发生率/%/1/3/dw 矛盾纠纷化解率/%/90/98/w 居民参保率/%/90/98/w 服务企业/家/10/200",
        ),
        (
            "效益",
            "生态效益",
            "生活垃圾无害化处理率/%/90/100/w 污水集中处理率/%/80/95/w 森林覆盖率/%/50/80/w 植树造林株数/株/500/20000",
        ),
        ("效益", "可持续影响", "设施设计使用年限/年/5/20 管护制度覆盖率/%/90/100/w"),
        (
            "满意度",
            "服务对象满意度",
            "服务对象满意度/%/85/95/w 受益群众满意度/%/85/95/w 辖区居民满意度/%/85/95/w 办事群众满意度/%/85/95/w",
        ),
    )
    made = []
    for level1, level2, listed in rows:
        for entry in listed.split():
            name, unit, low, high, *flags = entry.split("/")
            flag = flags[0] if flags else ""
            made.append(
                Thing(
                    level1,
                    level2,
                    name,
                    unit,
                    int(low),
                    int(high),
                    "down" if "d" in flag else "up",
                    "u" in flag,
                    "w" in flag,
                )
            )
    return tuple(made)


THINGS = _things()
QUALITATIVE: tuple[tuple[Literal["效益"], str, str, str], ...] = (
    ("效益", "社会效益", "社会治理水平", "有所提升"),
    ("效益", "社会效益", "公共服务能力", "明显增强"),
    ("效益", "生态效益", "村容村貌", "明显改善"),
    ("效益", "可持续影响", "长效管护机制", "逐步健全"),
    ("效益", "经济效益", "产业发展环境", "持续优化"),
)


def place(rng: Random, length: int = 2) -> str:
    """An invented place name."""
    return "".join(rng.sample(_SYLLABLES, length))


def unit_name(rng: Random) -> str:
    """An invented unit: a town's government, a subdistrict office or a county bureau."""
    if rng.random() < 0.6:
        return place(rng, rng.choice((2, 2, 3))) + rng.choice(_TOWNS)
    return place(rng) + rng.choice("县市区") + rng.choice(_BUREAUS)
