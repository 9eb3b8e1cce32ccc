"""The money section of a report: budget, income, expenditure and its classes, changes, balance, 三公."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from benchmarks.faults import wordings
from benchmarks.faults.draft import Ref, printed
from benchmarks.faults.funds import POLICY_SLACK
from benchmarks.faults.relations import Change, Grown, Product, Ratio, Sum
from benchmarks.faults.style import Pen
from benchmarks.faults.world import Class, World

Named = tuple[str, Ref]
_HUNDRED = Decimal(100)
_ORDINALS = "一二三四"


def money(pen: Pen, world: World) -> list[str]:
    """The section's paragraphs; which of the less usual ones it has is left to chance."""
    chance = pen.rng.random
    texts = [_budget(pen, world), _income(pen, world), _expenditure(pen, world)]
    if chance() < 0.6:
        texts += _nested(pen, world)
    if chance() < 0.6:
        texts.append(_grown(pen, world) if chance() < 0.4 else _change(pen, world))
    if chance() < 0.5:
        texts.append(_balance(pen, world))
    if chance() < 0.6:
        texts.append(_hospitality(pen, world))
    if chance() < 0.4:
        texts.append(_product(pen))
    if chance() < 0.3:
        texts.append(_average(pen))
    return texts


def _amount(pen: Pen, fact: str, value: Decimal) -> Ref:
    return pen.money(fact, value, table=False)


def _budget(pen: Pen, world: World) -> str:
    first = _amount(pen, "初", world.initial)
    basic = _amount(pen, "初基本支出", world.initial_basic)
    project = _amount(pen, "初项目支出", world.initial_project)
    adjusted, spent = _amount(pen, "调", world.adjusted), _amount(pen, "决", world.spent)
    rate = pen.percent("率", _HUNDRED * world.spent / world.adjusted)
    pen.draft.relate(Sum((first.id,), (basic.id, project.id)))
    pen.draft.relate(Ratio(spent.id, adjusted.id, rate.id, POLICY_SLACK, "execution"))
    refs = {
        "first": first,
        "basic": basic,
        "project": project,
        "adjusted": adjusted,
        "spent": spent,
        "rate": rate,
    }
    return pen.say(wordings.BUDGET, refs, year=world.year)


def _income(pen: Pen, world: World) -> str:
    whole = _amount(pen, "收", world.received)
    parts = [(name, _amount(pen, f"收{name}", value)) for name, value in world.income]
    pen.draft.relate(Sum((whole.id,), ids(parts), open=_open(parts), rest=_rest(parts)))
    listed = enumeration(pen, parts, pen.rng.choice(("，", "、", "；")))
    return pen.say(wordings.INCOME, {"whole": whole}, year=world.year, listed=listed)


def ids(parts: Sequence[Named]) -> tuple[int, ...]:
    """The parts' tokens."""
    return tuple(ref.id for _, ref in parts)


def _open(parts: Sequence[Named]) -> bool:
    """Whether the list may be incomplete: one that ends in 其他… names everything."""
    return not parts[-1][0].startswith("其他")


def _rest(parts: Sequence[Named]) -> int | None:
    """The part that says that nothing is left out."""
    return None if _open(parts) else parts[-1][1].id


def enumeration(pen: Pen, parts: Sequence[Named], mark: str) -> str:
    """Parts after each other, any but the first of which can be left out."""
    return "".join(
        pen.draft.piece(f"{mark}{name}{ref.full}", ref) if at else f"{name}{ref.full}"
        for at, (name, ref) in enumerate(parts)
    )


def _expenditure(pen: Pen, world: World) -> str:
    spent = _amount(pen, "决", world.spent)
    basic, project = _amount(pen, "决基本支出", world.basic), _amount(pen, "决项目支出", world.project)
    pen.draft.relate(Sum((spent.id,), (basic.id, project.id)))
    refs = {"spent": spent, "basic": basic, "project": project}
    if pen.rng.random() < 0.3:
        return pen.say(wordings.SPENDING, refs, year=world.year)
    shares = [pen.percent("", _HUNDRED * part / world.spent) for part in (world.basic, world.project)]
    for part, share in zip((basic, project), shares, strict=True):
        pen.draft.relate(Ratio(part.id, spent.id, share.id))
    refs |= {"one": shares[0], "two": shares[1]}
    return pen.say(wordings.SPENDING_SHARES, refs, year=world.year, of=pen.rng.choice(wordings.SHARE_OF))


def _nested(pen: Pen, world: World) -> list[str]:
    """Expenditure by economic class, with the items of each class or without."""
    texts: list[str] = []
    groups = [("基本支出", world.basic, world.basic_classes)]
    if pen.rng.random() < 0.5:
        groups.append(("项目支出", world.project, world.project_classes))
    for label, value, classes in groups:
        whole = _amount(pen, f"决{label}", value)
        heads = [(part.name, _amount(pen, f"{label}{part.name}", part.amount)) for part in classes]
        # The classes of 基本支出 are few and known; those of 项目支出 need not all be told under 其中.
        pen.draft.relate(Sum((whole.id,), ids(heads), name="classes", open=label != "基本支出"))
        mark = f"（{_ORDINALS[len(groups) - 1 if texts else 0]}）"
        if pen.rng.random() < 0.5:
            texts.append(f"{mark}{world.year}年决算{label}{whole.full}。")
            pairs = enumerate(zip(classes, heads, strict=True), start=1)
            texts += [f"{at}.{_class(pen, part, ref)}" for at, (part, (_, ref)) in pairs]
        else:
            listed = enumeration(pen, heads, "，")
            texts.append(f"{mark}{world.year}年决算{label}{whole.full}，其中：{listed}。")
    return texts


def _class(pen: Pen, part: Class, whole: Ref) -> str:
    items = [(name, _amount(pen, "", value)) for name, value in part.items]
    pen.draft.relate(Sum((whole.id,), ids(items), name="items", open=_open(items), rest=_rest(items)))
    joint = pen.rng.choice(("。其中：", "，其中：", "，其中", "，包括"))
    return f"{part.name}{whole.full}{joint}{enumeration(pen, items, pen.rng.choice('，，、'))}。"


def _change(pen: Pen, world: World) -> str:
    delta = world.spent - world.before
    more = delta >= 0
    now, moved = _amount(pen, "决", world.spent), _amount(pen, "", abs(delta))
    share = pen.percent("", _HUNDRED * abs(delta) / world.before)
    pen.draft.relate(Change(now.id, moved.id, share.id, 1 if more else -1))
    verb, rise, extent = ("增加", "增长", "增幅") if more else ("减少", "下降", "降幅")
    refs = {"now": now, "moved": moved, "share": share}
    return pen.say(wordings.MORE, refs, year=world.year, verb=verb, rise=rise, extent=extent)


def _grown(pen: Pen, world: World) -> str:
    delta = world.spent - world.before
    more = delta >= 0
    now, before = _amount(pen, "决", world.spent), _amount(pen, "", world.before)
    moved = _amount(pen, "", abs(delta))
    share = pen.percent("", _HUNDRED * abs(delta) / world.before)
    pen.draft.relate(Grown(now.id, before.id, moved.id, share.id, 1 if more else -1))
    verb, rise, extent = ("增加", "增长", "增幅") if more else ("减少", "下降", "降幅")
    refs = {"now": now, "before": before, "moved": moved, "share": share}
    words: dict[str, str | int] = {"verb": verb, "rise": rise, "extent": extent, "last": world.year - 1}
    return pen.say(wordings.GROWN, refs, **words, year=world.year)


def _average(pen: Pen) -> str:
    """An amount for so many people, and what that is for each."""
    people, cost = pen.rng.randint(30, 900), pen.rng.randrange(5_000, 400_000, 100)
    many = pen.count("", people, "人")
    whole = pen.draft.number(f"{(Decimal(cost) / 10_000).normalize():f}", "money", 2, "万元", unit_token=True)
    each = pen.draft.number(printed(Decimal(cost) / people, 2), "money", 2, "元", unit_token=True)
    pen.draft.relate(Product(many.id, each.id, whole.id, "average"))
    return pen.say(wordings.AVERAGE, {"people": many, "cost": whole, "each": each})


def _balance(pen: Pen, world: World) -> str:
    received, spent = _amount(pen, "收", world.received), _amount(pen, "决", world.spent)
    before, after = _amount(pen, "转入", world.carried_in), _amount(pen, "转出", world.carried_out)
    pen.draft.relate(Sum((spent.id, after.id), (received.id, before.id), name="balance"))
    refs = {"received": received, "spent": spent, "before": before, "after": after}
    return pen.say(wordings.BALANCE, refs, year=world.year)


def _hospitality(pen: Pen, world: World) -> str:
    whole = world.reception + world.vehicles
    budget, spent = _amount(pen, "三公预算", world.hospitality_budget), _amount(pen, "三公", whole)
    one, two = _amount(pen, "接待", world.reception), _amount(pen, "车辆", world.vehicles)
    rate = pen.percent("", _HUNDRED * whole / world.hospitality_budget)
    pen.draft.relate(Sum((spent.id,), (one.id, two.id)))
    pen.draft.relate(Ratio(spent.id, budget.id, rate.id, POLICY_SLACK, "execution"))
    refs = {"budget": budget, "spent": spent, "one": one, "two": two, "rate": rate}
    return pen.say(wordings.HOSPITALITY, refs, year=world.year)


def _product(pen: Pen) -> str:
    area, price = pen.rng.randint(80, 2600), pen.rng.randrange(300, 2000, 50)
    land = pen.count("", area, "亩")
    each = pen.draft.number(str(price), "money", 0, "元")
    text = f"{(Decimal(area * price) / 10_000).normalize():f}"
    made = pen.draft.number(text, "money", 4, "万元", unit_token=True)
    pen.draft.relate(Product(land.id, each.id, made.id))
    return pen.say(wordings.PRODUCT, {"land": land, "price": each, "made": made})
