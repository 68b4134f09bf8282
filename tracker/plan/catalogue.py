"""Every code of the loader in one table, problems made from it, and the page docs/problem-codes.md."""

from tracker.plan.codes import Code, family
from tracker.plan.file_codes import FILE_CODES, YAML_CODES
from tracker.plan.plan_codes import FIELD_CODES, TASK_CODES
from tracker.plan.register_codes import LINK_CODES, REGISTER_CODES
from tracker.plan.rubric_codes import RUBRIC_CODES

SECTIONS: dict[str, tuple[Code, ...]] = {
    "Files": FILE_CODES,
    "YAML": YAML_CODES,
    "Fields of a plan": FIELD_CODES,
    "What a plan says": TASK_CODES,
    "Links between documents and units": LINK_CODES,
    "Units, rules and calendar": REGISTER_CODES,
    "Assessment rubrics": RUBRIC_CODES,
}
CATALOGUE = {entry.code: entry for entries in SECTIONS.values() for entry in entries}
problem = family(CATALOGUE.values()).problem
