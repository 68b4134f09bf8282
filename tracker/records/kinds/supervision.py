"""Supervision notices (督办单), leaders' instructions (批示), and receipts (签收) with what each of them is answered by."""

from enum import StrEnum
from typing import Self

from pydantic import Field, field_validator, model_validator

from tracker.records.kinds.body import Body, Day, MissingError, Short, Words
from tracker.records.kinds.reported import Capacity


def _each_once(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


class Notice(Body):
    """The office puts a demand to a unit in writing. Others speak of it by its number."""

    kind = "notice"
    number: Short | None = None
    """Counted by the intake within the year; never given twice."""
    grade: Short
    """Id of one of the grades of tasks/rules.yaml."""
    unit: Short
    tasks: tuple[Short, ...] = Field(default=(), max_length=50)
    items: tuple[Short, ...] = Field(default=(), max_length=50)
    demand: Words
    reply_by: Day
    follows: Short | None = None
    """Number of the notice that this one raises to a higher grade."""

    @property
    def subject(self) -> str:
        return self.number or ""

    _once = field_validator("tasks", "items")(_each_once)

    @model_validator(mode="after")
    def _about_something(self) -> Self:
        if not self.tasks and not self.items:
            raise ValueError("要写明督办哪些任务或事项。")
        return self


class Answered(StrEnum):
    """What the office says of a reply or of feedback."""

    SETTLED = "settled"
    RETURNED = "returned"


class NoticeReply(Body):
    """The unit answers a notice; the office still has to accept the answer."""

    kind = "notice_reply"
    notice: Short
    text: Words
    measures: Words

    @property
    def subject(self) -> str:
        return self.notice


class NoticeClosed(Body):
    """The office accepts the reply to a notice (办结) or returns it with a reason."""

    kind = "notice_closed"
    notice: Short
    verdict: Answered
    reason: Words | None = None

    @property
    def subject(self) -> str:
        return self.notice

    @model_validator(mode="after")
    def _reason_for_return(self) -> Self:
        if self.verdict is Answered.RETURNED and not self.reason:
            raise MissingError("reason", "退回要写明原因。")
        return self


class Instruction(Body):
    """What a leader has written on the margin, recorded by the office: by title, never by a person's name."""

    kind = "instruction"
    number: Short | None = None
    """Counted by the intake within the year."""
    leader: Short
    """One of the titles of tasks/rules.yaml."""
    text: Words
    tasks: tuple[Short, ...] = Field(default=(), max_length=50)
    units: tuple[Short, ...] = Field(min_length=1, max_length=50)
    feedback_by: Day

    @property
    def subject(self) -> str:
        return self.number or ""

    _once = field_validator("tasks", "units")(_each_once)


class InstructionFeedback(Body):
    """A unit says how far it has come with an instruction; `done` = it holds the matter to be settled."""

    kind = "instruction_feedback"
    instruction: Short
    unit: Short
    text: Words
    done: bool = False

    @property
    def subject(self) -> str:
        return self.instruction


class InstructionClosed(Body):
    """The office settles an instruction, or returns the feedback of one unit with a reason."""

    kind = "instruction_closed"
    instruction: Short
    verdict: Answered
    unit: Short | None = None
    """Whose feedback is returned."""
    reason: Words | None = None

    @property
    def subject(self) -> str:
        return self.instruction

    @model_validator(mode="after")
    def _whose_and_why(self) -> Self:
        if self.verdict is Answered.RETURNED and not (self.reason and self.unit):
            raise ValueError("退回要写明退回哪个单位的反馈和原因。")
        return self


class _OfTaskOrNotice(Body):
    """What speaks either of a task or of a notice."""

    task: Short | None = None
    notice: Short | None = None
    unit: Short

    @property
    def subject(self) -> str:
        return self.task or self.notice or ""

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.task is None) == (self.notice is None):
            raise ValueError("任务和督办单要写明一个，且只写一个。")
        return self


class Signed(StrEnum):
    SIGNED = "signed"
    OBJECTED = "objected"


class Receipt(_OfTaskOrNotice):
    """A unit takes a task or a notice for its own (签收), or objects to having been given it (分工异议)."""

    kind = "receipt"
    state: Signed
    reason: Words | None = None
    capacity: Capacity = Capacity.ANSWER
    """Set by the intake: whether the unit then led the task or shared it."""

    @model_validator(mode="after")
    def _reason_for_objection(self) -> Self:
        if self.state is Signed.OBJECTED and not self.reason:
            raise MissingError("reason", "提出异议要写明理由。")
        return self


class ObjectionDecision(_OfTaskOrNotice):
    """The office answers an objection: the unit is relieved, or the task stays with it."""

    kind = "objection_decision"
    approved: bool
    reason: Words
