"""What the leader is asked, what was decided and signed, and the work that follows (guide A.20-A.22)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from compliance.model.organisation import AuthorityOver, Language, RiskLevel
from compliance.model.values import (
    Amount,
    Answer,
    Count,
    Document,
    EvidenceId,
    LegalRef,
    Line,
    LocalId,
    MemoId,
    Moment,
    PersonId,
    QuestionId,
    RefersWithin,
    RiskId,
    Sha256,
    SignOffId,
    TaskId,
    Text,
    Value,
    Year,
    many,
    told,
)

OptionId = Annotated[LocalId, RefersWithin("options")]


class YearAmount(Value):
    """A cost in one year."""

    year: Year | None = told("Year", "Calendar year.")
    amount: Amount | None = told("Amount", "Cost in that year.", unit="whole currency")


class Effect(Value):
    """What an option changes, measured; never turned into money by the tool."""

    indicator: Line | None = told("Indicator", "What is measured.")
    before: Amount | None = told("From", "Value now.")
    after: Amount | None = told("To", "Value afterwards.")
    unit: Line | None = told("Unit", "What the values count.")
    when: date | None = told("When", "Day the effect is reached.")


class CostRange(Value):
    """How sure the cost is."""

    low: Count | None = told("Lowest", "Low estimate.", unit="whole currency")
    base: Count | None = told("Likely", "Base estimate.", unit="whole currency")
    high: Count | None = told("Highest", "High estimate.", unit="whole currency")


class Consequences(Value):
    """What follows for whom."""

    residents: Text | None = told("For residents", "What people notice.")
    privacy: Text | None = told("For privacy", "What it means for people's data.")
    staff: Text | None = told("For staff", "What it means for those who work.")
    economy: Text | None = told("For the economy", "What it means for budgets.")
    law: Text | None = told("For the law", "What it means for lawfulness.")
    cooperation: Text | None = told("For cooperation", "What it means for others.")


class Feasibility(Value):
    """What success depends on."""

    project_leader_id: PersonId | None = told("Project leader", "Who leads the work.")
    steering: Line | None = told("Steering", "Who steers it.")
    dependencies: Text | None = told("Depends on", "What must be in place.")


class Option(Value):
    """One way to answer a question; exactly one is the zero option."""

    id: LocalId | None = told("Option id", "Identity within the question.")
    title: Line | None = told("Option", "The option in a few words.", essential=True)
    description: Text | None = told("What it means", "In plain words.")
    is_zero_option: bool = told("Zero option", "Whether this is doing nothing.", default=False)
    unlawful_because: tuple[Line, ...] = many("Unlawful by", "Codes of the rules it would break.")
    one_off_cost: Count | None = told("Cost once", "Cost of putting it in place.", unit="whole currency")
    annual_cost: tuple[YearAmount, ...] | None = told("Cost per year", "Year by year; empty means not estimated.")
    person_days: Count | None = told("Own work", "Days of own work.", unit="days")
    effects: tuple[Effect, ...] = many("Effects", "What changes, measured.")
    cost_range: CostRange | None = told("Cost range", "Low, likely, high.")
    risk_after: RiskLevel | None = told("Risk after", "Risk level that remains.")
    consequences: Consequences | None = told("Consequences", "What follows for whom.")
    duration_months: Count | None = told("Takes", "Time it takes.", unit="months")
    feasibility: Feasibility | None = told("Feasibility", "What success depends on.")
    interim_until: date | None = told("Interim until", "Last day, for a solution one can live with meanwhile.")
    not_estimated_reason: Text | None = told("Why not estimated", "Reason where cost or effect is missing.")


class Goal(Value):
    """How one will know that it is done."""

    indicator: Line | None = told("Indicator", "What is measured.")
    baseline: Amount | None = told("Baseline", "Value when decided.")
    target: Amount | None = told("Target", "Value aimed at.")
    unit: Line | None = told("Unit", "What the values count.")
    due: date | None = told("Goal due", "Day the target is reached.")
    measured: Amount | None = told("Measured", "Latest value.")
    measured_on: date | None = told("Measured on", "Day of the latest value.")


class Choice(StrEnum):
    recommended = "recommended"
    option = "option"
    postpone = "postpone"
    reject = "reject"


class Decision(Value):
    """The answer to a question, as taken on a presented memo."""

    choice: Choice | None = told("Choice", "As recommended, another option, postponed or rejected.")
    option_id: OptionId | None = told("Chosen option", "The option chosen.")
    postponed_until: date | None = told("Postponed until", "Day it comes back.")
    reason: Text | None = told("Reason", "Why, where it deviates from the advice.", "5(2)")
    decided_by: PersonId | None = told("Decided by", "Who decided.")
    decided_on: date | None = told("Decided on", "Day of the decision.")
    memo_id: MemoId | None = told("Memo", "The memo it was taken on.")
    signoff_id: SignOffId | None = told("Sign-off", "The signature that proves it.")


class ProposedText(Value):
    """A text as it was proposed from the findings; it stays as it was when somebody edits the text itself."""

    field: Line | None = told("Field", "Which text of the question, such as background or options.rette.title.")
    text: Text | None = told("Proposed text", "How it read when it was proposed.")
    language: Language | None = told("Language", "The language it was proposed in.")


class QuestionStatus(StrEnum):
    draft = "draft"
    submitted = "submitted"
    decided = "decided"
    postponed = "postponed"
    withdrawn = "withdrawn"


class Theme(StrEnum):
    lawfulness = "lawfulness"
    people_risk = "people_risk"
    suppliers = "suppliers"
    security = "security"
    leadership = "leadership"
    risk_acceptance = "risk_acceptance"
    late_work = "late_work"


class Question(Document):
    """A question put to the chief executive, with its options."""

    memo_id: MemoId | None = told("Memo", "The memo it stands in.")
    question: Line | None = told("Question", "One sentence ending in a question mark.", essential=True)
    background: Text | None = told("Facts", "What the leader must know, in plain words.")
    why_leader: Text | None = told("Why the leader", "Cost, law, risk above the limit, several units, priority.")
    theme: Theme | None = told("Theme", "What sort of decision it is.")
    finding_ids: tuple[Line, ...] = many("Findings", "The findings it answers.")
    risk_ids: tuple[RiskId, ...] = many("Risks", "The risks it concerns.")
    options: tuple[Option, ...] = many("Options", "At least two, exactly one of them the zero option.", essential=True)
    recommended_option: OptionId | None = told("Recommended", "The option advised.", essential=True)
    reasons: Text | None = told("Why advised", "Reasons for the advice.")
    owner_id: PersonId | None = told("Carried out by", "The line manager.", essential=True)
    deadline: date | None = told("Deadline", "Day it is done.", essential=True)
    goal: Goal | None = told("Goal", "How one will know.", essential=True)
    funding_ref: Line | None = told("Paid by", "Budget line or decision.")
    requires_action: Answer | None = told("Needs work", "Whether somebody must do something; yes unless said.")
    task_ids: tuple[TaskId, ...] = many("Tasks", "The work that follows.")
    proposed: tuple[ProposedText, ...] = many("Proposed texts", "Its texts as they were proposed from the findings.")
    status: QuestionStatus | None = told("Status", "Where it stands.")
    decision: Decision | None = told("Decision", "The answer.")


class MemoState(StrEnum):
    draft = "draft"
    presented = "presented"
    decided = "decided"
    signed = "signed"
    closed = "closed"


class Advice(Value):
    """Advice on a presented memo, dated; the data protection officer's above all (38(1), 39)."""

    by: PersonId | None = told("By", "Who advised.")
    on: date | None = told("On", "Day of the advice.")
    text: Text | None = told("Advice", "What was said.")


class Figure(Value):
    """A number in a memo and where it comes from."""

    id: LocalId | None = told("Figure id", "Which figure.")
    value: Amount | None = told("Value", "The number shown.")
    unit: Line | None = told("Unit", "What it counts.")
    numerator: Amount | None = told("Of these", "The part.")
    denominator: Amount | None = told("Out of", "The whole.")
    source: Line | None = told("Source", "How it is computed.")


class Memo(Document):
    """A decision memo, from draft to signed. Once presented it is frozen."""

    case_no: Line | None = told("Case number", "Number in the case system.")
    as_of: date | None = told("As of", "Day by which rules judged.")
    state: MemoState | None = told("State", "Where it stands.")
    summary: Text | None = told("In short", "What is at stake, at most 400 words.")
    question_ids: tuple[QuestionId, ...] = many("Questions", "The questions asked, in order.")
    prepared_by: PersonId | None = told("Prepared by", "Who wrote it.")
    addressed_to: PersonId | None = told("To", "Who decides.")
    answer_by: date | None = told("Answer needed by", "Day the answers are needed.")
    answer_by_reason: Line | None = told("Why then", "Why the answers are needed by that day.")
    presented_by: PersonId | None = told("Presented by", "Who presented it.")
    presented_at: Moment | None = told("Presented at", "Moment it was frozen.")
    entry: Count | None = told("Register entry", "The entry of the register it was made from.")
    head: Sha256 | None = told("Register head", "The hash of that entry.")
    rules_digest: Sha256 | None = told("Rules", "Fingerprint of the rules that judged.")
    pdf_sha256: Sha256 | None = told("PDF", "Fingerprint of the file presented.")
    data_sha256: Sha256 | None = told("Data", "Fingerprint of the data in the file.")
    annex_sha256: Sha256 | None = told("Closed annex", "Fingerprint of the closed annex presented with it, if any.")
    finding_ids: tuple[Line, ...] = many("Findings", "Every finding the memo stands on.")
    figures: tuple[Figure, ...] = many("Figures", "The numbers it shows.")
    earlier_question_ids: tuple[QuestionId, ...] = many("Earlier decisions", "Decisions it accounts for.")
    advice: tuple[Advice, ...] = many("Advice", "Dated advice on it.")
    decisions_sha256: Sha256 | None = told("Decisions", "Fingerprint of the canonical decisions.")
    access_marking: tuple[LegalRef, ...] = many("Access marking", "The section that exempts it; empty means open.")


class SignMethod(StrEnum):
    qualified_esign = "qualified_esign"
    advanced_esign = "advanced_esign"
    records_system = "records_system"
    paper = "paper"


class SignOff(Document):
    """A signature on a frozen object. The book records who was claimed to sign; only the signature proves it."""

    kind: AuthorityOver | None = told("Kind", "What is signed.")
    memo_id: MemoId | None = told("Memo", "The memo signed.")
    object_hash: Sha256 | None = told("Fingerprint", "SHA-256 of the object presented.")
    decisions_sha256: Sha256 | None = told("Decisions", "SHA-256 of the canonical decisions.")
    prepared_by: PersonId | None = told("Prepared by", "Who wrote the case.")
    advised_by: tuple[PersonId, ...] = many("Advised by", "Who advised.")
    signed_by: PersonId | None = told("Signed by", "Who signed.")
    role_at_signing: Line | None = told("Role", "The office held when signing.")
    signed_at: Moment | None = told("Signed at", "Moment recorded.")
    method: SignMethod | None = told("Method", "How it was signed.")
    certificate_subject: Text | None = told("Certificate", "Whom the certificate names.")
    file_sha256: Sha256 | None = told("Signed file", "Fingerprint of the signed file.")
    valid_to: date | None = told("Valid to", "Last day, for an acceptance.")


class TaskOrigin(StrEnum):
    decision = "decision"
    finding = "finding"
    incident = "incident"
    review = "review"
    audit = "audit"


class TaskStatus(StrEnum):
    open = "open"
    in_progress = "in_progress"
    done = "done"
    verified = "verified"
    cancelled = "cancelled"


class Task(Document):
    """Work handed to a line manager."""

    origin_kind: TaskOrigin | None = told("Arises from", "Decision, finding, incident, review or audit.")
    question_id: QuestionId | None = told("Decision", "The question whose answer it carries out.")
    finding_ids: tuple[Line, ...] = many("Findings", "The findings it mends.")
    description: Text | None = told("What to do", "In plain words.")
    owner_id: PersonId | None = told("Owner", "The line manager.", essential=True)
    delegated_by: PersonId | None = told("Handed out by", "Who handed it out.")
    delegated_on: date | None = told("Handed out on", "Day it was handed out.")
    due: date | None = told("Due", "Day it is to be done.", essential=True)
    original_due: date | None = told("First due", "Due day when it was handed out.")
    postponements: Count | None = told("Times moved", "How often the day was moved.")
    status: TaskStatus | None = told("Status", "Where it stands.")
    done_on: date | None = told("Done on", "Day it was reported done.")
    evidence_ids: tuple[EvidenceId, ...] = many("Evidence", "The proof.", "5(2)")
    verified_by: PersonId | None = told("Verified by", "Who checked; not the owner.")
    verified_on: date | None = told("Verified on", "Day it was checked.")
    cancelled_reason: Text | None = told("Why cancelled", "Reason.")
    goal: Goal | None = told("Goal", "How one will know.")
    budget: Count | None = told("Budget", "Money set aside.", unit="whole currency")
