"""One Chinese sentence for each result, and the figures and days in it, said in one way everywhere."""

from tracker.sentences.figures import amount, day, difference, moment, number, period
from tracker.sentences.judged import (
    alignment_sentence,
    carried_words,
    goal_words,
    item_sentence,
    outlook_words,
    rule_sentence,
    standing_word,
    target_sentence,
)

__all__ = [
    "alignment_sentence",
    "amount",
    "carried_words",
    "day",
    "difference",
    "goal_words",
    "item_sentence",
    "moment",
    "number",
    "outlook_words",
    "period",
    "rule_sentence",
    "standing_word",
    "target_sentence",
]
