"""What can be wrong with a condition, each with its words."""

from __future__ import annotations

from compliance.errors import ComplianceError


class Fault(ComplianceError):
    """Something in a condition that would not fail loudly but pass for care."""

    sentence = "it is not fit to judge"
    hint = "docs/contributing/adding-a-rule.md shows what a condition sees and how it is written."


class WritesNull(Fault):
    sentence = "nothing is ever null here; write !has(…) for what is not recorded"


class WritesOddLiteral(Fault):
    sentence = "only text, whole numbers, true and false are written in conditions"


class WritesMessage(Fault):
    sentence = "“{name}” is not made in conditions"


class NotSeen(Fault):
    sentence = "“{name}” is not seen here{meant}"


class NoSuchField(Fault):
    sentence = "{record} has no field “{field}”{meant}"


class FieldOfList(Fault):
    sentence = "“{path}” is a list; ask with exists, all, filter or map"


class FieldOfValue(Fault):
    sentence = "“{path}” is {shape} and has no field “{field}”"


class AlwaysThere(Fault):
    sentence = "“{path}” is always there, even when nothing is recorded; ask whether it is empty"


class NotACondition(Fault):
    sentence = "it gives {shape}, where a condition says yes or no"


class NotYesOrNo(Fault):
    sentence = "“{path}” is {shape}, where yes or no is wanted"


class NoSuchFunction(Fault):
    sentence = "“{function}” is not used in conditions; let a fact compute it"


class NoOrder(Fault):
    sentence = "“{path}” is {shape}; only numbers, dates and moments have an order"


class NotAList(Fault):
    sentence = "“{path}” is {shape}, where a list is wanted"


class NoSize(Fault):
    sentence = "“{path}” is {shape} and has no size"


class NoSum(Fault):
    sentence = "only whole numbers are added, subtracted and multiplied; let a fact compute the rest"


class NotText(Fault):
    sentence = "“{function}” is asked of text"


class ComparesPeriods(Fault):
    sentence = "periods are compared by facts, not in conditions"


class ComparesRecords(Fault):
    sentence = "whole records are compared; compare their ids"


class NoSuchCode(Fault):
    sentence = "“{word}” is none of: {known} (unknown is asked for with !has(…))"


class CodesApart(Fault):
    sentence = "two codes are compared that have no word in common: {known}"


class NotADate(Fault):
    sentence = "“{word}” is no date; write it as 2026-01-31"


class NotAlike(Fault):
    sentence = "{one} is compared with {other}"


class AnswerCompared(Fault):
    sentence = "{one} is compared with {other}; an answer stands bare, or behind !"


class TooManyLoops(Fault):
    sentence = "more than {most} loops stand inside each other; that is too costly"


class GoesThroughTooOften(Fault):
    sentence = "{lists} are gone through inside each other; more than {most} is too costly, let a fact find it"
