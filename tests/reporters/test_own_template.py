"""The user's own Jinja2 template: what it sees, how its faults are told, and what it may not do."""

from __future__ import annotations

import resource
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings

from heyan.errors import UsageError
from heyan.reporters import render
from heyan.reporters.options import TemplateFile
from heyan.reporters.template import compiled
from tests.reporters import canonical
from tests.reporters.hostile import TEXTS, hostile_result


def written(text: str, path: str = "own.j2", *, figures: bool = False) -> str:
    file = TemplateFile(path, text)
    return render("template", canonical.result(), template=file, figures=figures).decode()


def complaint(text: str) -> str:
    with pytest.raises(UsageError) as caught:
        written(text)
    return str(caught.value)


def test_a_template_sees_the_json_contract() -> None:
    assert written("{{ schema }} {{ summary.error }} {{ documents|length }} {{ errors[0].kind }}") == (
        "heyan.audit/1 4 2 unsupported"
    )


def test_loops_conditions_filters_macros_and_arithmetic_work() -> None:
    text = (
        "{% macro line(f) %}{{ f.code }}@{{ f.location.address }}{% endmacro %}"
        "{% for f in findings|selectattr('severity', 'equalto', 'error')|sort(attribute='code') %}"
        "{{ loop.index }}.{{ line(f) }}{{ '；' if not loop.last }}{% endfor %}"
        " {{ findings|map(attribute='code')|unique|join('、') }} {{ summary.error * 2 + 1 }} {{ 'a' ~ 1 }}"
    )
    assert written(text).startswith("1.A04@第5段；2.B03@表1 第4行第7列；")
    assert written(text).endswith("、L01 9 a1")


def test_figures_are_there_when_asked_for() -> None:
    text = "{{ documents[0].figure_list|length }}"
    assert written(text, figures=True) == "10"
    assert "figure_list" in complaint(text)


def test_a_name_that_writes_html_is_escaped() -> None:
    text = "{{ findings[4].message }}"
    assert "<script>" in written(text)
    assert "&lt;script&gt;" in written(text, "own.html.j2")
    assert "&lt;script&gt;" in written(text, "own.xml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("一\n{% for f in findings %}\n", "own.j2:2：模板写法有误"),
        ("一\n二\n{{ summary.eror }}", "own.j2:3：模板执行出错"),
        ("{{ findigns }}", "findigns"),
        ("\n{{ 1 / 0 }}", "own.j2:2"),
        ("\n{{ 'a'|indnet }}", "own.j2:2：模板写法有误：No filter named 'indnet'"),
        ("{% include 'other.j2' %}", "own.j2"),
        ("{% import 'os' as os %}{{ os }}", "own.j2"),
    ],
)
def test_a_fault_is_told_with_file_and_line(text: str, told: str) -> None:
    assert told in complaint(text)


ESCAPES = (
    "{{ ''.__class__ }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ findings.append(1) }}",
    "{{ documents[0].update({'id': 1}) }}",
    "{{ documents[0].pop('id') }}",
    "{{ self.__init__ }}",
    "{{ lipsum(100) }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ namespace(x=1) }}",
    "{{ range(10) }}",
    "{{ 'a'.format(1) }}",
    "{{ '%s' % 1 }}",
    "{{ '{0.__class__}'.format('') }}",
    "{{ ['a','b']|map('attr', '__class__')|list }}",
    "{{ heyan_budget._budget.steps }}",
    "{% set heyan_budget = 1 %}{{ 'x' ~ 'y' }}",
    "{% macro f() %}{{ f.__globals__ }}{% endmacro %}{{ f() }}",
)


@pytest.mark.parametrize("text", ESCAPES)
def test_a_template_cannot_leave_its_sandbox(text: str) -> None:
    assert "own.j2" in complaint(text)


BOMBS = (
    "{{ 'a' * 10**9 }}",
    "{{ [1] * 10**9 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ '%2000000000d' % 1 }}",
    "{{ 'a'.zfill(2000000000) }}",
    "{{ 'a'|center(2000000000) }}",
    "{{ 'a'|indent(1000000000) }}",
    "{{ 'a'|format(1) }}",
    "{{ [1]|batch(1000000000, 'x')|list }}",
    "{{ '{:>2000000000}'.format(1) }}",
    "{% macro f(x) %}{{ f(x ~ x) }}{% endmacro %}{{ f('aaaaaaaaaa') }}",
    "{% macro f(x) %}{{ f(x + x) }}{% endmacro %}{{ f('aaaaaaaaaa') }}",
    "{% macro f(x) %}{% set y %}{{ x }}{{ x }}{% endset %}{{ f(y) }}{% endmacro %}{{ f('aaaaaaaaaa') }}",
    "{% macro f(x) %}{{ f([x, x]|join) }}{% endmacro %}{{ f('aaaaaaaaaa') }}",
    "{% macro f(x) %}{{ f(x|replace('a', 'aa')) }}{% endmacro %}{{ f('aaaaaaaaaa') }}",
    "{% macro f(x) %}{{ f(x + x) }}{% endmacro %}{{ f([1]) }}",
    "{% macro f(x) %}{{ f(x * x) }}{% endmacro %}{{ f(99999) }}",
    "{% macro f(x) %}{{ f([x, x]) }}{% endmacro %}{{ f(1) }}",
    "{% macro f(x) %}{{ f(x|urlencode) }}{% endmacro %}{{ f('核'|urlencode) }}",
    "{% macro f(n) %}{% for a in findings %}{{ f(n) }}{% endfor %}{% endmacro %}{{ f(1) }}",
    "{% for a in findings recursive %}{{ loop(findings) }}{% endfor %}",
    "".join("{% for a in findings %}" for _ in range(8)) + "{% endfor %}" * 8,
    "{% macro f(x, n) %}{% if n %}{{ f(x ~ x, n - 1) }}{% else %}{% for a in findings %}{% for b in findings %}"
    "{% for c in findings %}{% for d in findings %}{{ 'b' in x }}{{ x == x ~ 'a' }}{{ x[1:] == x }}{{ x.lower() == 'b' }}"
    "{{ findings|sort(attribute='code')|length }}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endif %}{% endmacro %}"
    "{{ f('a', 22) }}",
    "{{ " + "(" * 300 + "1" + ")" * 300 + " }}",
)


@pytest.mark.parametrize("text", BOMBS, ids=range(len(BOMBS)))
def test_a_template_cannot_take_the_machine(text: str) -> None:
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    with suppress(UsageError):
        written(text)
    assert time.process_time() - start < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000


def test_a_loop_ends_at_its_budget() -> None:
    nested = "".join("{% for a in findings %}" for _ in range(8)) + "{% endfor %}" * 8
    assert "循环或调用过多" in complaint(nested)


def test_a_template_is_checked_before_anything_is_audited() -> None:
    with pytest.raises(UsageError, match=r"own\.j2:1"):
        compiled(TemplateFile("own.j2", "{% if %}"))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_no_text_of_a_paper_steers_the_output_or_is_run(text: str) -> None:
    file = TemplateFile("own.j2", "{% for f in findings %}[{{ f.message }}]{% endfor %}")
    content = render("template", hostile_result(text), template=file).decode()
    assert content.count("[") >= len(canonical.result().findings())
    assert not {"\x1b", "\x00", "\u202e"} & set(content)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_no_template_ends_but_in_text_or_a_complaint(text: str) -> None:
    with suppress(UsageError):
        assert isinstance(written(text), str)
