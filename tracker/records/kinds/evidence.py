"""What proves a report: a file that is kept under its hash, or the number of a document that can be found elsewhere."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from tracker.periods import Quarter, StatPeriod
from tracker.records.kinds.body import Body, Short, Words
from tracker.records.kinds.sources import hex_hash

LARGEST = 20 * 1024 * 1024


class EvidenceFormat(StrEnum):
    PDF = "pdf"
    OFD = "ofd"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    JPG = "jpg"
    PNG = "png"
    TXT = "txt"
    CSV = "csv"


class Evidence(Body):
    """Proof of what is reported on a task, a milestone or work item, or an indicator."""

    kind = "evidence"
    task: Short | None = None
    item: Short | None = None
    indicator: Short | None = None
    period: str | None = None
    sha256: Annotated[str, AfterValidator(hex_hash)] | None = None
    name: Short | None = None
    """What the file was called, without its folder."""
    size: int | None = Field(default=None, ge=1, le=LARGEST)
    """In bytes."""
    format: EvidenceFormat | None = None
    document_number: Short | None = None
    note: Words | None = None
    restricted: bool = False
    """Only for the unit that filed it, the office and auditors (内部材料)."""

    @property
    def subject(self) -> str:
        return self.task or self.item or self.indicator or ""

    @property
    def is_file(self) -> bool:
        return self.sha256 is not None

    @model_validator(mode="after")
    def _one_subject_and_one_proof(self) -> "Evidence":
        if sum(one is not None for one in (self.task, self.item, self.indicator)) != 1:
            raise ValueError("佐证材料要写明属于哪一项：任务、时间节点或分解事项、指标中的一个。")
        of_file = {one is None for one in (self.sha256, self.name, self.size, self.format)}
        if len(of_file) == 2:
            raise ValueError("文件的散列、名称、字节数和格式要一起填写。")
        if self.is_file == (self.document_number is not None):
            raise ValueError("请附上一份文件，或写明文号，两者选一。")
        if self.period is not None:
            read = StatPeriod.parse(self.period).text if self.indicator else str(Quarter.parse(self.period))
            if read != self.period:
                raise ValueError(f"报告期请写成 {read}。")
        return self
