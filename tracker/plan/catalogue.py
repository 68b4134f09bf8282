"""Every code of the loader in one table, problems made from it, and the page docs/problem-codes.md."""

from tracker.plan.codes import Code, shown
from tracker.plan.file_codes import FILE_CODES, YAML_CODES
from tracker.plan.plan_codes import FIELD_CODES, TASK_CODES
from tracker.plan.register_codes import LINK_CODES, REGISTER_CODES
from tracker.plan.rubric_codes import RUBRIC_CODES
from tracker.problems import Place, Problem

SECTIONS: dict[str, tuple[Code, ...]] = {
    "Files": FILE_CODES,
    "YAML": YAML_CODES,
    "Fields of a plan": FIELD_CODES,
    "What a plan says": TASK_CODES,
    "Links between documents and units": LINK_CODES,
    "Units, rules and calendar": REGISTER_CODES,
    "Assessment rubrics": RUBRIC_CODES,
}
OUR_WORDS = {"near", "choices", "limit"}
"""Words that the loader writes itself, never cut short."""
CATALOGUE = {entry.code: entry for entries in SECTIONS.values() for entry in entries}


def problem(code: str, place: Place, subject: str | None = None, /, **words: object) -> Problem:
    """A problem in the catalogue's words; a code or a word that is not there is a bug and raises KeyError."""
    entry = CATALOGUE[code]
    texts = {name: str(word) if name in OUR_WORDS else shown(word) for name, word in words.items()}
    return Problem(
        code, entry.message.format(**texts), entry.cure.format(**texts), place, entry.severity, subject
    )
