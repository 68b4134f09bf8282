"""What is wrong with a journal that does not follow its chain: each damage named with its line, the rest kept readable."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.problems import Place, Problem
from tracker.records.chain import GENESIS, EditedLineError, Head, LineError, NewerLineError, Record, unseal
from tracker.records.codes import TORN_TAIL, problem


@dataclass(frozen=True)
class Diagnosis:
    """`records` are the facts that can still be trusted, by seq; `whole` is the byte where a torn tail begins."""

    records: list[Record]
    problems: list[Problem]
    whole: int


@dataclass(frozen=True)
class _Sound:
    number: int
    start: int
    record: Record


@dataclass(frozen=True)
class _Bad:
    """`claims` are the seqs that the bytes name, so that a damaged line is not reported missing as well."""

    number: int
    code: str
    claims: frozenset[int]


@dataclass(frozen=True)
class _Fault:
    code: str
    number: int
    which: str = ""
    between: str = ""


def diagnose(data: bytes, witness: Head | None, file: str) -> Diagnosis:
    """Reads everything again, line by line; `witness` is what head.json says, None when it says nothing.

    Lines are believed backwards from the witness: each proven line names the hash of the one before, so an altered
    line is the one that its successor does not vouch for.
    """
    sound, bad, rest = _split(data[: _lost_blocks(data, witness)])
    count = len(sound) + len(bad)
    chain = _proven(sound, witness)
    proven = {line.number for line in chain}
    strays = [_stray(line, chain, witness) for line in sound if line.number not in proven]
    chain, unfinished = _set_aside(chain, count, witness)
    faults = [
        *(_Fault(line.code, line.number, _which(sorted(line.claims))) for line in (*bad, *strays)),
        *_misplaced(chain),
        *_gaps([*chain, *unfinished], [*bad, *strays], count, witness),
        *_against(chain, witness),
    ]
    torn = bool(unfinished) or rest < len(data)
    if torn and not any(fault.code == "journal.cut-off" for fault in faults):
        faults.append(_Fault(TORN_TAIL, unfinished[0].number if unfinished else count + 1))
    problems = [
        problem(
            fault.code, Place(file=file, line=fault.number or None), which=fault.which, between=fault.between
        )
        for fault in sorted(faults, key=lambda fault: fault.number)
    ]
    return Diagnosis([line.record for line in chain], problems, unfinished[0].start if unfinished else rest)


def _lost_blocks(data: bytes, witness: Head | None) -> int:
    """The start of the line where zero bytes show that a power cut kept blocks of the last batch from the disk.

    Zeros in a line that head.json knows are damage like any other.
    """
    zero = data.find(b"\0")
    start = data.rfind(b"\n", 0, zero) + 1
    unsaved = zero >= 0 and data.count(b"\n", 0, start) >= (witness.seq if witness else 0)
    return start if unsaved else len(data)


def _split(data: bytes) -> tuple[list[_Sound], list[_Bad], int]:
    """The lines that end, judged one by one, and the byte after the last of them."""
    sound: list[_Sound] = []
    bad: list[_Bad] = []
    number, start = 1, 0
    while (end := data.find(b"\n", start)) >= 0:
        raw = data[start:end]
        try:
            sound.append(_Sound(number, start, unseal(raw)))
        except LineError as error:
            claims = frozenset(int(seq) for seq in re.findall(rb'"seq":(\d{1,15})', raw))
            bad.append(_Bad(number, _code(raw, error), claims))
        number, start = number + 1, end + 1
    return sound, bad, start


def _code(raw: bytes, error: LineError) -> str:
    if not raw.strip():
        return "journal.blank-line"
    if isinstance(error.__cause__, UnicodeDecodeError):
        return "journal.not-utf8"
    if isinstance(error, NewerLineError):
        return "journal.newer-version"
    return "journal.edited-line" if isinstance(error, EditedLineError) else "journal.unreadable-line"


def _proven(sound: Sequence[_Sound], witness: Head | None) -> list[_Sound]:
    """The lines that hang together, by seq, found from the end back along `prev`."""
    by_hash: dict[str, _Sound] = {}
    before = GENESIS
    for line in sound:
        # Of two copies the one that follows its predecessor is the original.
        if line.record.hash not in by_hash or line.record.prev == before:
            by_hash[line.record.hash] = line
        before = line.record.hash
    lower = sorted(by_hash.values(), key=lambda line: line.record.seq)
    last = Head(lower[-1].record.seq, lower[-1].record.hash) if lower else Head()
    end = _onward(by_hash.values(), witness) if witness else last
    if end == witness and end.hash not in by_hash and end.seq < last.seq:
        end = last
    seq, prev = end.seq + 1, end.hash
    chain: list[_Sound] = []
    while seq > 1:
        found = by_hash.get(prev)
        if found is None or found.record.seq != seq - 1:
            # The true predecessor is gone, so a line that carries its seq is not it: go on below.
            while lower and lower[-1].record.seq >= seq - 1:
                lower.pop()
            if not lower:
                break
            found = lower[-1]
        chain.append(found)
        seq, prev = found.record.seq, found.record.prev
    return chain[::-1]


def _onward(lines: Iterable[_Sound], witness: Head) -> Head:
    """The end of what was chained behind the head that head.json names."""
    after = {Head(line.record.seq - 1, line.record.prev): line.record for line in lines}
    head = witness
    while head in after:
        head = Head(after[head].seq, after[head].hash)
    return head


def _stray(line: _Sound, chain: Sequence[_Sound], witness: Head | None) -> _Bad:
    """What a line is that agrees with its own hash and yet has no place in the chain."""
    record, code = line.record, "journal.edited-line"
    same_seq = [other.record for other in chain if other.record.seq == record.seq]
    if any(other.hash == record.hash for other in same_seq):
        code = "journal.duplicated-line"
    elif same_seq:
        code = "journal.inserted-line"
    elif witness and witness.seq == record.seq:
        code = "journal.replaced"
    return _Bad(line.number, code, frozenset({record.seq}))


def _set_aside(chain: list[_Sound], count: int, witness: Head | None) -> tuple[list[_Sound], list[_Sound]]:
    """Splits off the whole lines of a last batch that never became complete, unless head.json knows it was saved."""
    if not chain or chain[-1].number != count:
        return chain, []
    last = chain[-1].record
    if last.index >= last.size or (witness and witness.seq > last.seq - last.index):
        return chain, []
    first = next(at for at, line in enumerate(chain) if line.record.batch == last.batch)
    return chain[:first], chain[first:]


def _misplaced(chain: Sequence[_Sound]) -> Iterator[_Fault]:
    """The fewest lines whose move explains the order: those outside a longest increasing run of line numbers."""
    ends: list[int] = []
    ranks: list[int] = []
    for line in chain:
        rank = bisect_left(ends, line.number)
        ends[rank : rank + 1] = [line.number]
        ranks.append(rank)
    wanted, below = len(ends) - 1, ends[-1] + 1 if ends else 0
    for line, rank in zip(reversed(chain), reversed(ranks), strict=True):
        if rank == wanted and line.number < below:
            wanted, below = wanted - 1, line.number
        else:
            yield _Fault("journal.reordered", line.number, _which([line.record.seq]))


def _gaps(
    chain: Sequence[_Sound], others: Sequence[_Bad], count: int, witness: Head | None
) -> Iterator[_Fault]:
    """Seqs that neither a proven nor a damaged line accounts for."""
    places = [(line.number, line.record.seq) for line in chain]
    last = places[-1][1] if places else 0
    end = (count + 1, max(last, witness.seq if witness else 0) + 1)
    for (above, low), (below, high) in zip([(0, 0), *places], [*places, end], strict=True):
        if high - low < 2:
            continue
        claimed = {seq for other in others for seq in other.claims if low < seq < high}
        nameless = sum(
            above < other.number < below and other.code != "journal.blank-line" and not other.claims & claimed
            for other in others
        )
        if high - low - 1 - len(claimed) <= nameless:
            continue
        first, final = low + 1, high - 1
        while first in claimed:
            first += 1
        while final in claimed:
            final -= 1
        if below > count:
            yield _Fault("journal.cut-off", below, _which([first, final]))
        else:
            between = f"第 {above} 行与第 {below} 行之间" if above else "第 1 行之前"
            yield _Fault("journal.missing-line", below, _which([first, final]), between)


def _against(chain: Sequence[_Sound], witness: Head | None) -> Iterator[_Fault]:
    """Where chain and head.json disagree. One batch more than head.json knows is a crash between the two writes."""
    if witness:
        for line in chain:
            if line.record.seq == witness.seq and line.record.hash != witness.hash:
                yield _Fault("journal.replaced", line.number, _which([witness.seq]))
    beyond = [line for line in chain if witness is None or line.record.seq > witness.seq]
    unknown = [line for line in beyond if line.record.batch != beyond[0].record.batch]
    if unknown and witness:
        yield _Fault("journal.head-behind", unknown[0].number)
    elif unknown:
        yield _Fault("journal.head-missing", 0)


def _which(seqs: Sequence[int]) -> str:
    if not seqs:
        return "序号不明"
    return f"第 {seqs[0]} 号记录" if seqs[0] == seqs[-1] else f"第 {seqs[0]} 至 {seqs[-1]} 号记录"
