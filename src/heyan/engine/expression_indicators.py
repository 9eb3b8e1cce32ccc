"""What expressions ask of an indicator: is it met, how far, and which way its name says is better."""

from __future__ import annotations

import ast

from heyan.engine.binding import NUMBER, Shape
from heyan.engine.expression_node import Builder, Node, fixed, step
from heyan.engine.expression_values import Evaluate, Scope, Unknown
from heyan.engine.judgement import Judgement, judge
from heyan.engine.lexicon import Lexicon
from heyan.engine.polarity import polarity
from heyan.model.report import Indicator

POLARITY = "polarity"  # the lexicon that tells directions
_DIRECTION = Shape("text", options=("higher", "lower", "either", "none"))
_COST = 8  # steps of one judgement


def compile_indicator(builder: Builder, name: str, node: ast.Call) -> Node:
    """Compile met(), attainment() or polarity(), of the target itself or of a loop's variable. Raises ExpressionError."""
    indicator = _indicator(builder, name, node)
    lexicon = builder.lexicons.get(POLARITY) or Lexicon(POLARITY, {})

    def judged(scope: Scope) -> Judgement | Unknown:
        scope.meter.charge(_COST)
        found = indicator(scope)
        return judge(found, lexicon) if isinstance(found, Indicator) else Unknown(causes=("没有指标",))

    def met(scope: Scope) -> object:
        judgement = judged(scope)
        if isinstance(judgement, Unknown):
            return judgement
        if judgement.state == "unknown":
            return Unknown(causes=(judgement.reason or "不能判断是否完成",))
        return judgement.state == "met"

    def attainment(scope: Scope) -> object:
        judgement = judged(scope)
        if isinstance(judgement, Unknown):
            return judgement
        if judgement.ratio is None:
            return Unknown(causes=(judgement.reason or "完成值与指标值不能相比",))
        return judgement.ratio

    def direction(scope: Scope) -> object:
        scope.meter.charge(_COST)
        found = indicator(scope)
        if not isinstance(found, Indicator) or found.name is None:
            return Unknown(missing=("指标",))
        return polarity(found.name.value, lexicon)

    if name == "met":
        return step(met, fixed("完成值达到指标值"))
    if name == "attainment":
        return Node(NUMBER, attainment, fixed("完成值÷指标值"))
    return Node(_DIRECTION, direction, fixed("名称的方向"))


def _indicator(builder: Builder, name: str, node: ast.Call) -> Evaluate:
    if not node.args and builder.item is Indicator:
        return lambda scope: scope.item
    inner = builder.node(node.args[0]) if len(node.args) == 1 else None
    if inner is None or inner.shape.record is not Indicator or inner.shape.kind != "record":
        hint = f"在 indicators 的规则里写 {name}()，在循环里写 {name}(i)"
        raise builder.source.error(f"{name} 要一个指标", node, hint)
    return inner.evaluate
