"""What the codes of a record are called in running text, for the reports that tell of activities."""

from __future__ import annotations

from enum import StrEnum

from compliance.language.dates import period
from compliance.language.labels import member_label
from compliance.language.provisions import article
from compliance.matter.source import Source
from compliance.model.activity import (
    WITHOUT_END,
    DataCategory,
    LegalBasis,
    Mechanism,
    Recipient,
    RetentionRule,
    Sensitivity,
    SubjectCategory,
    TriggerEvent,
)


class Codes:
    """Says codes in the words of reports/plain-words.yaml, in the language of a report."""

    def __init__(self, source: Source) -> None:
        self.source, self.plain = source, source.plain

    def group(self, group: SubjectCategory) -> str | None:
        """A group of people, by the municipality's own name for it where it has one."""
        return group.name or (member_label(group.code, self.source.language) if group.code else None)

    def sensitivity(self, data: DataCategory) -> str | None:
        """How a kind of data is marked; None for the ordinary."""
        if data.sensitivity is Sensitivity.art9 and data.art9_type:
            kind = member_label(data.art9_type, self.source.language)
            return f"{self.plain('sensitivity.art9')}: {kind}"
        ordinary = data.sensitivity in (None, Sensitivity.ordinary)
        return None if ordinary else self.plain(f"sensitivity.{data.sensitivity}")

    def recipient(self, recipient: Recipient) -> str | None:
        """A recipient, by name, else by what sort it is, with the country where it is not the organisation's own."""
        kind = member_label(recipient.kind, self.source.language) if recipient.kind else None
        name = recipient.name or kind
        abroad = recipient.country not in (None, self.source.reading.organisation.country)
        return f"{name}, {self.source.country(recipient.country)}" if name and recipient.country and abroad else name

    def route(self, mechanism: Mechanism) -> str:
        """What lets data leave the EEA."""
        return self.plain(f"routes.{mechanism}")

    def keeping(self, rule: RetentionRule) -> str | None:
        """How long and what then; None where the rule does not say."""
        how = self.how_long(rule)
        then = self.plain(f"disposal.{rule.disposal_action}") if rule.disposal_action and how else None
        return f"{how}. {then}" if how and then else how

    def how_long(self, rule: RetentionRule) -> str | None:
        """How long, from which event; None where the rule does not say."""
        if rule.mode in WITHOUT_END:
            return self.plain(f"keeping.{rule.mode}")
        if rule.period is None:
            return None
        return self.running(period(rule.period, self.source.language), rule)

    def running(self, long: str, rule: RetentionRule) -> str:
        """A time with the event that starts the clock, where the rule says which."""
        trigger = self.starts(rule)
        return self.plain("keeping.fixed", period=long, trigger=trigger) if trigger else long

    def lacks_start(self, rule: RetentionRule) -> bool:
        """Whether a time is told, and not from when."""
        return rule.mode not in WITHOUT_END and rule.period is not None and not self.starts(rule)

    def starts(self, rule: RetentionRule) -> str | None:
        """The event that starts the clock; None where the rule does not say."""
        if rule.trigger_event is TriggerEvent.other:
            return self.plain("triggers.other", event=rule.trigger_other) if rule.trigger_other else None
        return self.plain(f"triggers.{rule.trigger_event}") if rule.trigger_event else None

    def _ground(self, letter: StrEnum) -> str:
        """What a letter stands for, and where: rettslig forpliktelse (artikkel 6 nr. 1 bokstav c)."""
        number, _, ground = member_label(letter, self.source.language).partition(" ")
        return f"{ground} ({article(number, self.source.language)})"

    def basis(self, basis: LegalBasis) -> str | None:
        """A legal basis with its letters, and the law it rests on; None where there is no letter."""
        if basis.art6 is None:
            return None
        letters = [self._ground(each) for each in (basis.art6, basis.art9_condition) if each]
        references = self.source.in_force((*basis.supplementary_basis, *basis.art9_law, *basis.art10_basis))
        law = "; ".join(dict.fromkeys(map(self.source.cited, references)))
        said = ", ".join(letters)
        return f"{said}: {law}" if law else said
