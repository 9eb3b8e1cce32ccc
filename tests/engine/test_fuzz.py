"""Whatever a pack says, it loads or it is refused by a PackError (or the error of its part); nothing else comes out."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from string import ascii_lowercase

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from heyan.engine.evaluation import evaluate
from heyan.engine.expression import ExpressionError, compile_expression
from heyan.engine.labels import LABELS
from heyan.engine.pack import load
from heyan.engine.targets import COLLECTIONS
from heyan.engine.template import TemplateError, check_template, compile_template
from heyan.engine.yaml_strict import load_yaml
from heyan.errors import PackError
from heyan.model.document import Source
from heyan.model.report import Indicator
from heyan.pipeline import understand
from tests.engine.test_expression import LEXICONS, TARGET

WORDS = "polarity: {higher: [满意, 完成率], lower: [投诉], either: [减少]}"
FIELDS = sorted(LABELS)
DOCUMENT, REPORT = understand(
    Source("p", next(Path(__file__).parents[2].glob("fixtures/03-*.docx")).read_bytes())
)

# Expressions by their grammar and kinds, so that most compile; and the same parts in any order, so that some do not.
figures = st.sampled_from(
    [
        "score",
        "weight",
        "target.quantity",
        "actual.quantity",
        "form.year",
        "0",
        "1.5",
        "length(name)",
        "count(form.indicators)",
    ]
)
texts = st.sampled_from(["name", "text(target)", "level1", "'甲'", "report.text"])
numbers = st.recursive(
    figures,
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
        st.builds("-{}".format, inner),
        st.builds("abs({})".format, inner),
        st.builds("{}({}, {})".format, st.sampled_from(["min", "max"]), inner, inner),
        st.just("sum(y.score for y in form.indicators)"),
    ),
    max_leaves=4,
)
plain = st.one_of(
    st.builds("{} {} {}".format, numbers, st.sampled_from(["<", "<=", "==", "!=", ">"]), numbers),
    st.builds("{} {} {}".format, texts, st.sampled_from(["==", "!="]), texts),
    st.builds("{} in ('甲', '乙')".format, texts),
    st.builds("{} not in (1, 2.5)".format, numbers),
    st.builds("has({})".format, st.sampled_from(["score", "target", "name"])),
    st.builds("contains({}, lexicon('{}'))".format, texts, st.just("polarity")),
    st.builds("matches({}, r'{}')".format, texts, st.text("(a|.)*+{}1,9[]甲\\d$^", max_size=6)),
)
loops = st.builds(
    "{} for x in form.indicators if {})".format,
    st.builds("{}({}".format, st.sampled_from(["any", "all"]), plain),
    plain,
)
flags = st.recursive(
    st.one_of(plain, plain, loops),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or", "==", "!="]), inner),
        st.builds("(not {})".format, inner),
    ),
    max_leaves=5,
)
mixed = st.lists(
    st.one_of(figures, texts, flags, st.sampled_from("+-*/<>=()[],.:;'\"~^%&|@ ")), max_size=6
).map(" ".join)
expressions = st.one_of(flags, flags, flags, mixed)


@given(expressions)
@settings(max_examples=300, deadline=None)
def test_expressions_of_the_grammar(text: str) -> None:
    try:
        expression = compile_expression(text, Indicator, LEXICONS)
    except ExpressionError:
        return
    plain = expression.evaluate(TARGET)
    traced = expression.evaluate(TARGET, trace=True)
    assert plain.value is traced.value
    assert plain.reason == traced.reason
    assert sum(map(len, traced.steps)) < 50_000


pieces = st.sampled_from(
    [
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "if",
        "elif",
        "else",
        "endif",
        "for",
        "x",
        "in",
        "name",
        "score.raw",
        "|",
        "default",
        "trim",
        "center",
        "(",
        ")",
        "'a'",
        '"',
        "*",
        "9",
        ".",
        "__class__",
        "is",
        "defined",
        "not",
        "甲",
        "",
        "\n",
    ]
)


@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(pieces, max_size=25).map(" ".join),
        st.lists(pieces, max_size=25).map("".join),
    )
)
@settings(max_examples=400, deadline=None)
def test_templates(text: str) -> None:
    try:
        template = compile_template(text)
        check_template(template)
        rendered = template.render(lambda slot: f"〈{slot}〉" * 100)
    except TemplateError:
        return
    assert len(rendered) <= 2_000


marks = st.sampled_from(
    [
        "a",
        "a: ",
        "- ",
        "\n",
        "  ",
        ": ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&a ",
        "*a",
        "!!python/object ",
        "<<: ",
        "|\n",
        ">\n",
        "'",
        '"',
        "#",
        "---\n",
        "1",
        "0.1",
        "no",
        "2021-01-01",
        "12:30",
        "0x1",
        "~",
        "null",
        ".inf",
        "1e9",
        "键：",
        "\t",
        "\x00",
        "\ufeff",
        "�",
        "%YAML 9.9\n",
        "? ",
    ]
)


@given(
    st.one_of(
        st.binary(max_size=200),
        st.lists(marks, max_size=40).map(lambda one: "".join(one).encode("utf-8", "surrogatepass")),
    )
)
@settings(max_examples=500, deadline=None)
def test_yaml(content: bytes) -> None:
    refusal: PackError | None = None
    try:
        load_yaml(content, "p.yaml")
    except PackError as error:
        refusal = error
    assert refusal is None or str(refusal).startswith("p.yaml")


values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**20), 10**20),
        st.text(max_size=20),
        st.sampled_from(
            [*FIELDS, *COLLECTIONS, "甲", "A01", "error", "certain", "failed", "polarity", "upward", "actual"]
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from([*FIELDS, "kind", "fields", "x"]), inner, max_size=4),
    ),
    max_leaves=8,
)
kinds = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(
            [
                "required",
                "pattern",
                "one_of",
                "duplicate",
                "unit",
                "date",
                "sum",
                "ratio",
                "scaled_score",
                "direction",
                "same",
            ]
        )
    },
    optional=dict.fromkeys(
        (
            "fields",
            "look",
            "pattern",
            "among",
            "by",
            "case",
            "full",
            "window",
            "tolerance",
            "lexicon",
            "allowed",
            "group",
        ),
        values,
    ),
)
entries = st.fixed_dictionaries(
    {
        "code": st.sampled_from(["A01", "B02"]),
        "name": st.text(ascii_lowercase + "-", min_size=1, max_size=12),
        "title": st.one_of(st.just("甲"), values),
        "severity": st.one_of(st.just("error"), values),
        "confidence": st.one_of(st.just("certain"), values),
        "basis": st.one_of(st.just(["甲"]), values),
        "each": st.one_of(st.sampled_from([*COLLECTIONS]), values),
        "message": st.one_of(st.just("{{ name }}"), values),
        "fix": st.one_of(st.just("乙"), values),
    },
    optional={
        "assert": st.one_of(expressions, values),
        "check": st.one_of(kinds, values),
        "when": st.one_of(expressions, values),
        "at": st.one_of(st.sampled_from(FIELDS), values),
        "grades": values,
        "forms": values,
        "since": values,
        "examples": values,
        "why": values,
        "tags": values,
        "x": values,
    },
)


def likely(entry: Mapping[str, object]) -> dict[str, object]:
    """Without one of two keys that exclude each other, so that more rules get past the schema."""
    if "assert" in entry:
        return {key: value for key, value in entry.items() if key != "check"}
    return {key: value for key, value in entry.items() if key != "at"}


@given(st.lists(st.one_of(entries.map(likely), values), max_size=3))
@settings(max_examples=300, deadline=None)
def test_whole_rules(rules: list[object]) -> None:
    head = {"pack": "p", "version": "0.1.0", "family": "f", "rules": rules}
    _loaded(yaml.safe_dump(head, allow_unicode=True).encode("utf-8", "surrogatepass"))


core = {
    "code": "A01",
    "name": "fault",
    "title": "甲",
    "severity": "error",
    "confidence": "certain",
    "basis": ["甲"],
    "message": "丙",
    "fix": "乙",
}
rows = st.sampled_from(["indicators", "form_indicators", "prose_indicators"])
good = st.one_of(
    st.fixed_dictionaries({"each": rows, "assert": flags}, optional={"when": flags}),
    st.fixed_dictionaries({"each": st.sampled_from([*COLLECTIONS]), "check": kinds}),
)


@given(good)
@settings(max_examples=300, deadline=None)
def test_rules_that_nearly_load(entry: Mapping[str, object]) -> None:
    head = {"pack": "p", "version": "0.1.0", "family": "f", "rules": [{**core, **entry}]}
    _loaded(yaml.safe_dump(head, allow_unicode=True).encode("utf-8", "surrogatepass"))


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_whole_files(content: bytes) -> None:
    _loaded(content)


def _loaded(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "p.yaml").write_bytes(content)
        (Path(folder) / "lexicons").mkdir()
        (Path(folder) / "lexicons" / "w.yaml").write_text(WORDS, encoding="utf-8")
        refusal: PackError | None = None
        try:
            pack = load(Path(folder))
        except PackError as error:
            refusal = error
    if refusal is not None:
        assert len(str(refusal)) < 2_000
        return
    outcomes = evaluate((pack,), (DOCUMENT,), (REPORT,))
    assert all(isinstance(one.reason, str) or one.status != "not_evaluated" for one in outcomes)


def test_the_figures_of_options_stay_exact() -> None:
    """A window or tolerance of many digits is taken as written."""
    assert load_yaml(b"x: 0.123456789012345678", "p").value == {"x": Decimal("0.123456789012345678")}
