"""The verifier as a command: what it asks, and what it says."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tracker.pack.verifier.findings import LIMITS, MOST_SHOWN, UNANCHORED, Verdict
from tracker.pack.verifier.reading import verify


def words(verdict: Verdict) -> Iterator[str]:
    """What was found, what is proven and what is not, in lines."""
    for one in verdict.findings[:MOST_SHOWN]:
        yield f"错误：{one.place}：{one.message}{one.cure}（{one.code}）"
    if len(verdict.findings) > MOST_SHOWN:
        yield f"另有 {len(verdict.findings) - MOST_SHOWN} 处，不再列出。"
    if verdict.sha256:
        yield f"整包 SHA-256：{verdict.sha256}"
    if not verdict.ok or verdict.manifest is None:
        yield "结论：通不过核验。"
        return
    said = verdict.manifest
    yield f"结论：核验通过。{said['subject']['title']}，{said['made_at']}（UTC）出具。"
    yield f"逐字节核对：{len(said['files'])} 个文件与清单一致，压缩包里没有清单以外的任何字节。"
    head = said["heads"]["ledger"]
    yield f"流水 {verdict.records} 条从头至尾首尾相接，到链头 {head['seq']}·{head['hash'][:12]} 为止。"
    left = f"；{verdict.left_out} 件按规定没有随包提供" if verdict.left_out else ""
    yield f"佐证文件 {verdict.given} 份都是流水里登记的那一份{left}；评分所依据的记录都在流水里。"
    vouched = f"，与流水 {verdict.vouched_plan} 号锁定记录登记的一致" if verdict.vouched_plan else ""
    yield f"方案副本的指纹是 {said['plan'][:12]}{vouched}。"
    yield LIMITS
    if not verdict.anchored:
        yield UNANCHORED


def main() -> int:
    """Exit code 0: nothing is wrong; 1: something is; 2: it could not be asked."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    parser = argparse.ArgumentParser(description="核验佐证包：不需要产品，也不需要数据库。")
    parser.add_argument("file", type=Path, help="佐证包（.zip）")
    parser.add_argument("--expect", default="", help="收据上的整包 SHA-256")
    parser.add_argument(
        "--head", action="append", default=[], help="纸质报告上印的流水链头，如 123·0123456789ab"
    )
    asked = parser.parse_args()
    verdict = verify(asked.file, asked.expect, tuple(asked.head))
    for line in words(verdict):
        print("".join(one if one.isprintable() else "?" for one in line))
    return 0 if verdict.ok else 1
