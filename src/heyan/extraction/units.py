"""The units that papers print: what they measure, how they convert, and how to find one in a text.

Kinds and their base unit: money 元 · number 1 · percent % · percentage_point · permille · point 分 · person ·
person_time 人次 · household · time_count 次 · case 件 · piece 个 · plant · animal · area 亩 · length 米 · volume 立方米 ·
weight 千克 · duration 秒 · months 月 · workday · lesson · energy 千瓦时 · power 千瓦 · … A year and a day have no fixed
ratio, so months and duration are two kinds. 亩 is the base of area because every other unit is an exact multiple
of it (1 公顷 = 15 亩, 1 平方米 = 0.0015 亩). A rate such as 元/亩 has the kind money/area.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from heyan.model.quantity import Unit

# kind, then "factor: names" for each factor; a unit is named as the paper prints it
_TABLE: tuple[tuple[str, str], ...] = (
    ("money", "1: 元 圆 元整 元人民币 人民币 RMB; 0.1: 角"),
    ("dollar", "1: 美元 美金 USD"),
    ("percent", "1: % 百分比 percent; 10: 成"),
    ("percentage_point", "1: 个百分点 百分点 pct"),
    ("permille", "1: ‰ 千分比"),
    ("point", "1: 分"),
    ("person", "1: 人 名 位 人员"),
    ("person_time", "1: 人次 人/次 人·次 人次数"),
    ("household", "1: 户 农户"),
    ("time_count", "1: 次 场 期 回 轮 趟 遍 场次 班次 批次 频次 次数 车次 架次 台次"),
    ("case", "1: 件 起 宗 例 桩 案件 件次"),
    (
        "piece",
        "1: 个 项 处 座 家 所 条 块 张 份 套 台 辆 间 栋 幢 盏 根 只 本 册 篇 幅 支 部 种 类 款 批 组 片 面 门 口 眼 道 艘 架 枚 把 顶 "
        "村 社区 行政村 自然村 班 队 桌 床 张床 厂 站 井 杆 棚 岗 节 扇 樘 盘 粒 瓶 盒 袋 箱 桶 包 卷 捆 盆 台套 台/套 台(套) 点位",
    ),
    ("plant", "1: 株 棵 颗"),
    ("animal", "1: 头 羽 尾 匹 头只"),
    (
        "area",
        "1: 亩; 15: 公顷 垧 ha hm²; 0.0015: 平方米 平米 平方 ㎡ m² m2; 1500: 平方公里 平方千米 km² km2 k㎡",
    ),
    ("length", "1: 米 m 延米 延长米; 1000: 公里 千米 里程 km; 0.01: 厘米 cm; 0.001: 毫米 mm; 500: 里 华里"),
    ("volume", "1: 立方米 立方 方 m³ m3 ㎥; 0.001: 升 L 公升; 0.000001: 毫升 ml mL"),
    ("weight", "1: 千克 公斤 kg KG Kg; 1000: 吨 t; 0.5: 斤 市斤; 0.001: 克 g; 100: 公担; 0.000001: 毫克 mg"),
    (
        "duration",
        "1: 秒 秒钟; 60: 分钟; 3600: 小时 个小时 h; 86400: 天 日 日历天 自然日 昼夜; 604800: 周 星期 个星期 礼拜",
    ),
    ("months", "1: 月 个月 月份; 3: 季度 个季度 季; 6: 半年; 12: 年 周年 个年度 整年"),
    ("workday", "1: 工作日 个工作日 工作天"),
    ("lesson", "1: 课时 学时 节课 人天"),
    ("age", "1: 岁 周岁"),
    ("grade", "1: 星 星级"),
    ("multiple", "1: 倍"),
    ("energy", "1: 千瓦时 度电 kWh kwh KWH; 1000: 兆瓦时 MWh"),
    ("power", "1: 千瓦 kW KW kw; 1000: 兆瓦 MW; 0.001: 瓦"),
    ("temperature", "1: ℃ 摄氏度 °C"),
    ("concentration", "1: mg/L mg/l 毫克/升; 0.001: μg/m³ 微克/立方米"),
    ("noise", "1: 分贝 dB"),
)
_MULTIPLIERS = (
    ("万", 10**4),
    ("亿", 10**8),
    ("千", 10**3),
    ("百万", 10**6),
    ("千万", 10**7),
    ("百", 10**2),
    ("十万", 10**5),
    ("百亿", 10**10),
    ("千亿", 10**11),
    ("万亿", 10**12),
)
_MOST_DENOMINATORS = 2  # 元/人·天
_USUAL = 5  # the first multipliers go with every countable unit, the rest with money only
# Kinds whose units are counted in 万 and 亿 (万元, 万人次, 万亩, 亿千瓦时).
_COUNTED = frozenset(
    [
        "money",
        "dollar",
        "person",
        "person_time",
        "household",
        "time_count",
        "case",
        "piece",
        "plant",
        "animal",
        "area",
        "length",
        "volume",
        "weight",
        "energy",
        "power",
        "duration",
        "lesson",
    ]
)
# Characters behind an alias that show it to be the beginning of another word: 5分钟, 20人民币, 3期间.
_GUARDS: dict[str, str] = {
    "元": "旦月宵素件器代",
    "角": "度落色",
    "成": "立员果功效本品为年长就熟绩都交人份型",
    "分": "钟之别类析布工配为期批管局公校散解流段享红级明数项支子组店会院区拨步发离担包值标田辨",
    "人": "民大口才均居事力社身工文行防为物群",
    "名": "称单录义额下誉",
    "位": "于置数次列居",
    "口": "径岸号粮",
    "户": "籍外口均厕",
    "次": "序年日月要性品贫数高",
    "场": "地所镇景面合馆站",
    "期": "间限末初望满内货",
    "回": "头收复报访应顾归购填",
    "轮": "换训岗流胎作",
    "件": "事",
    "起": "到来草点步始因诉止",
    "例": "如会外行",
    "个": "人体别性税",
    "项": "下",
    "处": "理置于罚级分长室方",
    "家": "庭长具园电乡禽畜政属",
    "所": "有以属需在得长谓",
    "条": "件例线理",
    "张": "贴榜家",
    "份": "额子量内",
    "台": "账风帐阶",
    "间": "接隔距伐",
    "只": "有要是能需限",
    "本": "级年单镇次部村县市乡月人区项科季身地着报套息金",
    "支": "出付部持撑行援教委农前",
    "部": "门分署队委长级位件落",
    "种": "植子养粮地业",
    "类": "型似别推",
    "批": "准复评示发",
    "组": "织长成建合",
    "片": "区面长",
    "面": "积向对临貌试议",
    "门": "户口前诊店禁",
    "道": "路德理",
    "架": "构设",
    "把": "握关控",
    "村": "民委庄支级务集居容干党组部内道庙规",
    "社区": "居服治矫工干",
    "班": "子级组次长",
    "队": "伍员长",
    "床": "位上",
    "站": "点位所长",
    "岗": "位前",
    "节": "约能水日目点庆余支省假",
    "包": "括含联保装村干",
    "盘": "活点查",
    "平方": "米公千厘分",
    "头": "部",
    "亩": "均产",
    "米": "粉面",
    "里": "面",
    "里程": "数",
    "方": "面案式便可向法米针能才位",
    "立方": "公厘",
    "升": "级至高到学降",
    "克": "服制",
    "天": "然气津桥猫",
    "日": "常均报照前志期起",
    "星": "期",
    "周": "边年岁报转期密一二三四五六日末围",
    "月": "均度报考",
    "季": "节",
    "年": "级初终末底产均轻薪检审度",
    "倍": "增",
    "百": "分姓货日",
    "千": "方",
    "万": "一事达",
    "人员": "经",
}


class Units(Mapping[str, Unit]):
    """An immutable registry: alias → Unit, with 万, 亿 and the like combined with every countable unit."""

    def __init__(self, units: Iterable[tuple[str, Unit]], guards: Mapping[str, str]) -> None:
        self._units = dict(units)
        self._guards = dict(guards)
        lengths: dict[str, set[int]] = {}
        for alias in self._units:
            lengths.setdefault(alias[0], set()).add(len(alias))
        self._lengths = {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}

    def __getitem__(self, alias: str) -> Unit:
        return self._units[alias]

    def __iter__(self) -> Iterator[str]:
        return iter(self._units)

    def __len__(self) -> int:
        return len(self._units)

    def extended(self, units: Iterable[tuple[str, Unit]], guards: Mapping[str, str] | None = None) -> Units:
        """A registry that knows `units` too; an alias given again replaces the old one."""
        return Units([*self._units.items(), *units], {**self._guards, **(guards or {})})

    def find(self, text: str, position: int) -> tuple[Unit, int] | None:
        """The longest unit whose alias starts at `position` of the folded `text`, and where it ends.

        An alias that begins another word (分 in 分钟, 项 in 项下) does not count. Rates are read whole (元/亩).
        """
        found = self._plain(text, position)
        for _ in range(_MOST_DENOMINATORS):
            if found is None or text[found[1] : found[1] + 1] not in ("/", "·"):
                break
            per = self._plain(text, found[1] + 1)
            if per is None or per[0].kind == "number":
                break
            name = text[position : per[1]]
            found = self._units.get(name) or rate(found[0], per[0], name), per[1]
        return found

    def _plain(self, text: str, position: int) -> tuple[Unit, int] | None:
        lengths = self._lengths.get(text[position : position + 1])
        if lengths is None:
            return None
        for length in lengths:
            alias = text[position : position + length]
            unit = self._units.get(alias)
            if unit is None:
                continue
            end = position + len(alias)
            following = text[end : end + 1]
            if following and following in self._guards.get(alias, ""):
                continue
            if alias[-1].isascii() and alias[-1].isalpha() and following.isascii() and following.isalnum():
                continue
            return unit, end
        return None


def rate(unit: Unit, per: Unit, name: str) -> Unit:
    """`unit` for each `per`, such as 元/亩; `name` is how the paper writes it."""
    return Unit(name, f"{unit.kind}/{per.kind}", unit.factor / per.factor)


def find_unit(text: str, position: int) -> tuple[Unit, int] | None:
    """`UNITS.find`: the longest unit at `position` of the folded `text`, and where it ends."""
    return UNITS.find(text, position)


def _guard_words() -> dict[str, str]:
    """The guards, and the same ones for the alias behind a multiplier (万人民币)."""
    guards = dict(_GUARDS)
    for prefix, _ in _MULTIPLIERS:
        guards.update({prefix + alias: following for alias, following in _GUARDS.items()})
    return guards


def _registry() -> Iterator[tuple[str, Unit]]:
    for prefix, multiple in _MULTIPLIERS:
        yield prefix, Unit(prefix, "number", Decimal(multiple))
    for kind, line in _TABLE:
        multipliers = _MULTIPLIERS if kind == "money" else _MULTIPLIERS[:_USUAL] if kind in _COUNTED else ()
        for group in line.split("; "):
            factor_text, _, names = group.partition(": ")
            factor = Decimal(factor_text)
            for alias in names.split():
                yield alias, Unit(alias, kind, factor)
                for prefix, multiple in multipliers:
                    yield prefix + alias, Unit(prefix + alias, kind, factor * multiple)


POINTS = Unit("分", "point")
PERCENT = Unit("%", "percent")
UNITS = Units(_registry(), _guard_words())
