"""The check kinds: one closed union, and the one place that runs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import assert_never, get_args

from heyan.engine.checks.assertion import AssertionCheck, check_assertion
from heyan.engine.checks.attainment import AttainmentCheck, check_attainment
from heyan.engine.checks.banded import BandedCheck, check_banded
from heyan.engine.checks.blanks import BlanksCheck, check_blanks
from heyan.engine.checks.bounded_rate import BoundedRateCheck, check_bounded_rate
from heyan.engine.checks.budget import (
    BudgetChangeCheck,
    CostTargetCheck,
    ZeroTotalCheck,
    check_budget_change,
    check_cost_target,
    check_zero_total,
)
from heyan.engine.checks.change import ChangeCheck, check_change
from heyan.engine.checks.composition import CompositionCheck, check_composition
from heyan.engine.checks.count import CountCheck, check_count
from heyan.engine.checks.counterpart import CounterpartCheck, check_counterpart
from heyan.engine.checks.date import DateCheck, check_date
from heyan.engine.checks.decimals import DecimalsCheck, check_decimals
from heyan.engine.checks.direction import ComparatorCheck, DirectionCheck, check_comparator, check_direction
from heyan.engine.checks.drift import DriftCheck, check_drift
from heyan.engine.checks.duplicate import DuplicateCheck, check_duplicate
from heyan.engine.checks.foreign_trade import ForeignTradeCheck, check_foreign_trade
from heyan.engine.checks.frequency import FrequencyCheck, check_frequency
from heyan.engine.checks.levels import LevelsCheck, check_levels
from heyan.engine.checks.numbering import NumberingCheck, check_numbering
from heyan.engine.checks.options import CheckOptions
from heyan.engine.checks.personal_data import PersonalDataCheck, check_personal_data
from heyan.engine.checks.plan import PlanCheck, check_plan
from heyan.engine.checks.presence import RequiredCheck, check_required
from heyan.engine.checks.product import ProductCheck, check_product
from heyan.engine.checks.projects import ProjectsCheck, check_projects
from heyan.engine.checks.ratio import RatioCheck, check_ratio
from heyan.engine.checks.repetition import RepetitionCheck, check_repetition
from heyan.engine.checks.report_against_form import ReportAgainstFormCheck, check_report_against_form
from heyan.engine.checks.same import SameAcrossFormsCheck, SameCheck, check_same, check_same_across_forms
from heyan.engine.checks.scaled_score import ScaledScoreCheck, check_scaled_score
from heyan.engine.checks.scheme import SchemeCheck, check_scheme
from heyan.engine.checks.sections import SectionsCheck, check_sections
from heyan.engine.checks.signed import SignedCheck, check_signed
from heyan.engine.checks.similar_text import SimilarTextCheck, check_similar_text
from heyan.engine.checks.spelling import SpellingCheck, check_spelling
from heyan.engine.checks.spending_statement import SpendingStatementCheck, check_spending_statement
from heyan.engine.checks.sum import SumCheck, check_sum
from heyan.engine.checks.unfinished import UnfinishedCheck, check_unfinished
from heyan.engine.checks.unit import UnitCheck, check_unit
from heyan.engine.checks.whole_rate import WholeRateCheck, check_whole_rate
from heyan.engine.checks.wording import OneOfCheck, PatternCheck, check_one_of, check_pattern
from heyan.engine.checks.words import WordsCheck, check_words
from heyan.engine.lexicon import Lexicons
from heyan.engine.submission import Target
from heyan.engine.verdict import Verdict

# A new kind is one line here and one case in `run`.
Check = (
    AssertionCheck  # statements in words against figures
    | AttainmentCheck  # targets that are met, or missed with a reason
    | BandedCheck  # scores and what they are called
    | BlanksCheck  # blanks inside words
    | BoundedRateCheck  # rates above their whole
    | BudgetChangeCheck  # a budget changed a lot without a reason
    | ChangeCheck  # increases and decreases
    | ComparatorCheck  # signs that are none, or where none belongs
    | CompositionCheck  # descriptions that list the parts of a target
    | CostTargetCheck  # a cost limit against the budget
    | CountCheck  # declared numbers and what is listed
    | CounterpartCheck  # goal forms against self-evaluation forms
    | DateCheck  # years and dates
    | DecimalsCheck  # amounts with unlike decimals
    | DirectionCheck  # upper and lower limits
    | DriftCheck  # rows that stand in other columns than their header says
    | DuplicateCheck  # entries of a list that should differ
    | ForeignTradeCheck  # passages about another trade
    | FrequencyCheck  # times per period and times a year
    | LevelsCheck  # levels that a form must have
    | NumberingCheck  # numbers of headings and items
    | OneOfCheck  # a text out of a closed choice
    | PatternCheck  # what a text must or must not hold
    | PersonalDataCheck  # numbers of persons
    | PlanCheck  # cumulative shares of a spending plan
    | ProductCheck  # prices times quantities
    | ProjectsCheck  # the projects of one submission
    | RatioCheck  # percentages
    | RepetitionCheck  # sentences said twice
    | ReportAgainstFormCheck  # what a report says of its form's scores
    | RequiredCheck  # fields that must be filled in
    | SameAcrossFormsCheck  # one fact in two forms
    | SameCheck  # one fact stated twice
    | ScaledScoreCheck  # points by degree of completion
    | SchemeCheck  # how points are divided over the levels
    | SectionsCheck  # what a report has a section about
    | SignedCheck  # fields to be filled in at the head or foot of a form
    | SimilarTextCheck  # texts that should differ
    | SpendingStatementCheck  # what is said of spending against the figures
    | SpellingCheck  # wrong, variant and doubled characters
    | SumCheck  # parts and totals
    | UnfinishedCheck  # paragraphs that break off
    | UnitCheck  # units of values, names and columns
    | WholeRateCheck  # rates that no whole number gives
    | WordsCheck  # words that should not be used
    | ZeroTotalCheck  # a total of 0 with parts
)


def _name(kind: type[CheckOptions]) -> str:
    return str(next(field.default for field in fields(kind) if field.name == "kind"))


CHECK_KINDS: Mapping[str, type[CheckOptions]] = MappingProxyType(
    {_name(kind): kind for kind in get_args(Check)}
)


def run(check: Check, target: Target, lexicons: Lexicons) -> Verdict:  # noqa: PLR0912
    """What `check` says of `target`; `lexicons` are the word lists of the check's pack."""
    match check:
        case DriftCheck():
            return check_drift(check, target, lexicons)
        case DuplicateCheck():
            return check_duplicate(check, target, lexicons)
        case OneOfCheck():
            return check_one_of(check, target, lexicons)
        case PatternCheck():
            return check_pattern(check, target, lexicons)
        case RequiredCheck():
            return check_required(check, target, lexicons)
        case AssertionCheck():
            return check_assertion(check, target, lexicons)
        case BoundedRateCheck():
            return check_bounded_rate(check, target, lexicons)
        case AttainmentCheck():
            return check_attainment(check, target, lexicons)
        case BudgetChangeCheck():
            return check_budget_change(check, target, lexicons)
        case ChangeCheck():
            return check_change(check, target, lexicons)
        case ComparatorCheck():
            return check_comparator(check, target, lexicons)
        case CompositionCheck():
            return check_composition(check, target, lexicons)
        case CountCheck():
            return check_count(check, target, lexicons)
        case FrequencyCheck():
            return check_frequency(check, target, lexicons)
        case WholeRateCheck():
            return check_whole_rate(check, target, lexicons)
        case CostTargetCheck():
            return check_cost_target(check, target, lexicons)
        case CounterpartCheck():
            return check_counterpart(check, target, lexicons)
        case DateCheck():
            return check_date(check, target, lexicons)
        case DirectionCheck():
            return check_direction(check, target, lexicons)
        case PlanCheck():
            return check_plan(check, target, lexicons)
        case ProductCheck():
            return check_product(check, target, lexicons)
        case ProjectsCheck():
            return check_projects(check, target, lexicons)
        case RatioCheck():
            return check_ratio(check, target, lexicons)
        case ReportAgainstFormCheck():
            return check_report_against_form(check, target, lexicons)
        case SameAcrossFormsCheck():
            return check_same_across_forms(check, target, lexicons)
        case SameCheck():
            return check_same(check, target, lexicons)
        case ScaledScoreCheck():
            return check_scaled_score(check, target, lexicons)
        case SchemeCheck():
            return check_scheme(check, target, lexicons)
        case SumCheck():
            return check_sum(check, target, lexicons)
        case UnitCheck():
            return check_unit(check, target, lexicons)
        case ZeroTotalCheck():
            return check_zero_total(check, target, lexicons)
        case DecimalsCheck():
            return check_decimals(check, target, lexicons)
        case ForeignTradeCheck():
            return check_foreign_trade(check, target, lexicons)
        case LevelsCheck():
            return check_levels(check, target, lexicons)
        case NumberingCheck():
            return check_numbering(check, target, lexicons)
        case RepetitionCheck():
            return check_repetition(check, target, lexicons)
        case SimilarTextCheck():
            return check_similar_text(check, target, lexicons)
        case SpendingStatementCheck():
            return check_spending_statement(check, target, lexicons)
        case SpellingCheck():
            return check_spelling(check, target, lexicons)
        case UnfinishedCheck():
            return check_unfinished(check, target, lexicons)
        case WordsCheck():
            return check_words(check, target, lexicons)
        case BandedCheck():
            return check_banded(check, target, lexicons)
        case BlanksCheck():
            return check_blanks(check, target, lexicons)
        case PersonalDataCheck():
            return check_personal_data(check, target, lexicons)
        case SectionsCheck():
            return check_sections(check, target, lexicons)
        case SignedCheck():
            return check_signed(check, target, lexicons)
        case _:
            assert_never(check)
