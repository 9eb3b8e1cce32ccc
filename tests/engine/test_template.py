"""Messages: plain slots without Jinja2, a little logic with it, and nothing hostile."""

from __future__ import annotations

import subprocess
import sys

import pytest

from heyan.engine.template import TemplateError, check_template, compile_template

VALUES = {"name": "<甲>{{ score }}", "score": "6", "form.title": "自评表"}


def value(slot: str) -> str:
    return VALUES[slot]


@pytest.mark.parametrize(
    ("text", "slots", "rendered"),
    [
        ("得分过高", (), "得分过高"),
        ("{{ name }}得 {{score}} 分", ("name", "score"), "<甲>{{ score }}得 6 分"),
        ("{{ form.title }}：{{ score }}{{ score }}", ("form.title", "score"), "自评表：66"),
        ("{{ score | default('无') }}分", ("score",), "6分"),
        ("{% if score == '6' %}六{% else %}{{ name }}{% endif %}", ("score", "name"), "六"),
        ("{{ form.title | trim }} {% if not score %}x{% endif %}", ("form.title", "score"), "自评表"),
    ],
)
def test_renders(text: str, slots: tuple[str, ...], rendered: str) -> None:
    template = compile_template(text)
    assert template.slots == slots
    assert template.render(value) == rendered


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'a' * 1000000000 }}",
        "{{ 2 ** 999999999 }}",
        "{{ 'a' ~ 'b' }}",
        "{{ '%2000000000d' % 1 }}",
        "{{ '{:>2000000000}'.format(1) }}",
        "{{ 'a' | center(2000000000) }}",
        "{{ 'a' | indent(1000000000) }}",
        "{{ lipsum(n=20000) }}",
        "{{ range(99999) | length }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ cycler }}{{ score | upper }}",
        "{% for c in 'aaaa' %}x{% endfor %}",
        "{% set x = 'a' %}{{ x }}",
        "{% include 'a' %}",
        "{% macro m() %}{% endmacro %}",
        "{{ score }",
        "{% if score %}",
        "x" * 2000,
    ],
)
def test_hostile_template_is_refused(text: str) -> None:
    with pytest.raises((TemplateError, KeyError)):
        _rendered(text)


def _rendered(text: str) -> str:
    template = compile_template(text)
    check_template(template)
    return template.render(value)


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'a' * 1000000000 }}",
        "{{ score ~ score }}",
        "{{ score | center(2000000000) }}",
        "{{ score is callable }}",
        "{{ score",
        "score }}",
        "{% if score %}x",
        "{% endif %}{% if score %}",
        "{% else %}",
        "{% for c in score %}x{% endfor %}",
        "{% raw %}{{ score }}{% endraw %}",
        "{# score #}",
        "{{ " + "(" * 300 + "score" + ")" * 300 + " }}",
    ],
)
def test_most_of_it_is_refused_before_jinja_sees_it(text: str) -> None:
    with pytest.raises(TemplateError):
        compile_template(text)


def test_plain_messages_do_not_import_jinja() -> None:
    script = (
        "import sys; from heyan.engine.template import compile_template as c; "
        "assert c('{{ a }}x').render(lambda _: 'b') == 'bx'; assert 'jinja2' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env={"PYTHONPATH": ":".join(sys.path)})
