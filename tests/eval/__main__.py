"""`make eval`: the plan reader against what persons read; `-v` lists where both differ. Exit code 1 below a bound."""

import sys
from collections.abc import Callable, Iterable

from tests.eval.readings import OF_SUBJECTS, Pair, seeds, texts
from tests.eval.score import Fact, Json, Score, compared, milestones, targets, units

WHAT: dict[str, Callable[[Json], Iterable[Fact]]] = {
    "units": units,
    "targets": targets,
    "milestones": milestones,
}
BOUNDS = {
    "units": ("precision", "recall", 0.97),
    "targets": ("f1", "f1", 0.85),
    "milestones": ("f1", "f1", 0.85),
}


def main(verbose: bool) -> int:
    pairs = list(texts())
    reviewed = list(seeds())
    if not pairs and not reviewed:
        print(
            "No text is at hand: the official texts lie outside of this repository (../shared/plans, ../shared/seeds)."
        )
        return 0
    sums = {what: Score() for what in WHAT}
    print(
        f"{'text':44}"
        + "".join(f"{what:>30}" for what in WHAT)
        + "\n"
        + " " * 44
        + f"{'P      R      F1':>30}" * len(WHAT)
    )
    for pair in pairs:
        scores = {
            what: Score() if pair.true.get(what, ()) is None else compared(facts(pair.mine), facts(pair.true))
            for what, facts in WHAT.items()
        }
        sums = {what: sums[what] + score for what, score in scores.items()}
        _print(pair, scores, verbose)
    print(f"{'all texts with a truth file':44}" + "".join(_figures(score) for score in sums.values()))
    print(
        "\nseeds against the reviewed plan files, units with roles (* = the file names subjects of sentences too):"
    )
    for pair in reviewed:
        score = compared(units(pair.mine), units(pair.true))
        _print(
            Pair(pair.name + "*" * (pair.name in OF_SUBJECTS), pair.mine, pair.true),
            {"units": score},
            verbose,
        )
    below = [what for what, score in sums.items() if pairs and not _reaches(what, score)]
    if below:
        print(f"below the bound: {', '.join(below)}")
    return 1 if below else 0


def _print(pair: Pair, scores: dict[str, Score], verbose: bool) -> None:
    print(f"{pair.name:44}" + "".join(_figures(score) for score in scores.values()))
    if verbose:
        for what, score in scores.items():
            for mark, facts in (("+", score.extra), ("-", score.missed)):
                for fact in sorted(facts):
                    print(f"    {what} {mark} {' | '.join(fact)}")


def _figures(score: Score) -> str:
    return f"{score.precision:16.3f}{score.recall:7.3f}{score.f1:7.3f}"


def _reaches(what: str, score: Score) -> bool:
    first, second, bound = BOUNDS[what]
    return min(getattr(score, first), getattr(score, second)) >= bound


if __name__ == "__main__":
    sys.exit(main("-v" in sys.argv[1:]))
