"""What a pack says to its reader: what is in it, how it is verified, and the receipt that is kept apart from it."""

from collections.abc import Mapping
from typing import Any

from tracker.pack.verifier import EVIDENCE, INDEX, JOURNAL, LIMITS, MANIFEST, PLAN, RESULT, SUMS

README, VERIFIER, START = "说明.txt", "verify.py", "__main__.py"
REPORT, SCORES, LIST = "自评报告.docx", "评分表.xlsx", "佐证清单.xlsx"
CRLF = "\r\n"


def readme(said: Mapping[str, Any], demo: bool) -> bytes:
    """In the form that the oldest editor shows rightly."""
    ledger, access = (said["heads"][name] for name in ("ledger", "access"))
    return _text(
        [
            *(["【演示数据，不得作为正式考核依据】", ""] if demo else []),
            f"佐证包：{said['subject']['title']}",
            f"评分细则：{said['subject']['rubric']}",
            f"出具时间：{said['made_at']}（UTC）　截至：{said['as_of']}",
            f"流水链头：{ledger['seq']}·{ledger['hash']}",
            f"访问记录链头：{access['seq']}·{access['hash']}（访问记录不在包里）",
            "",
            "一、包里有什么",
            f"　　{REPORT}　自评报告，附数据核查表和佐证清单",
            f"　　{SCORES}　评分表，得分可按公式复核",
            f"　　{LIST}　佐证清单，和所依据记录的流水摘录",
            f"　　{EVIDENCE}　佐证材料，文件名就是它的 SHA-256",
            f"　　{JOURNAL}　流水全文：每一次报送和决定，从第一条到链头，前后以散列相连",
            f"　　{PLAN}　评分所用的方案文件、单位名录、规则和评分细则",
            f"　　{RESULT}、{INDEX}　评分结果和佐证清单，供程序读取",
            f"　　{MANIFEST}、{SUMS}　全部文件的散列",
            f"　　{VERIFIER}　核验程序，只用 Python 3.8 以上自带的功能；{START} 使它可以直接运行",
            "",
            "二、怎样核验",
            "　　1. 不解压，一条命令（需要 Python 3.8 以上，不需要本系统，也不需要数据库）：",
            f"　　　　python3 {VERIFIER} 佐证包.zip --expect 收据上的SHA-256",
            "　　   也可以直接运行 python3 佐证包.zip。包里的核验程序和包一起交来，慎重时请另取一份：",
            "　　   向出具单位索取，或核对它的 SHA-256 与收据上的一致。装有本系统的，用 tracker verify-pack 佐证包.zip，",
            "　　   它还会按包里的方案和流水把得分重算一遍。",
            "　　2. 没有 Python 时，先核对整包（Windows：certutil -hashfile 佐证包.zip SHA256；Linux：sha256sum 佐证包.zip），",
            f"　　   再解压，在文件夹里执行 sha256sum -c {SUMS}。这样能查出改动，但不核对流水的前后相连。",
            "　　3. 手上有正式印发的报告时，加上 --head 和报告封面或页脚印的流水链头，证明这份流水就是当时的那一份。",
            "",
            "三、能证明什么，不能证明什么",
            "　　能证明：包里每一个字节都没有改动；流水从第一条到链头没有增删改；每份佐证文件就是当时报送的那一份，",
            "　　由谁、何时报送；评分所依据的每条记录都在流水里；方案文件就是评分所用的那一套。",
            f"　　{LIMITS}",
            "　　只核对包本身时，不能排除有人把整包连同清单和散列重新做一遍。收据上的散列（或纸质报告上的链头）",
            "　　要从另外的途径取得；出具佐证包时，它也已记入出具单位的访问记录。",
        ]
    )


def receipt(name: str, sha256: str, verifier: str, said: Mapping[str, Any], demo: bool) -> bytes:
    """What goes to the reader by another way than the pack."""
    ledger, access = (said["heads"][name] for name in ("ledger", "access"))
    return _text(
        [
            *(["【演示数据，不得作为正式考核依据】", ""] if demo else []),
            "佐证包收据",
            f"文件：{name}",
            f"内容：{said['subject']['title']}",
            f"整包 SHA-256：{sha256}",
            f"核验程序 {VERIFIER} 的 SHA-256：{verifier}",
            f"流水链头：{ledger['seq']}·{ledger['hash']}",
            f"访问记录链头：{access['seq']}·{access['hash']}",
            f"出具：{said['made_by']}，{said['made_at']}（UTC）",
            "",
            f"核验：python3 {VERIFIER} {name} --expect {sha256}",
            "请与佐证包分开传递和保存：包可以重做，收据上的散列不会随之改变。",
        ]
    )


def start() -> bytes:
    """Lets `python3 佐证包.zip` verify itself."""
    return b"import sys\n\nimport verify\n\nsys.argv[1:1] = [sys.path[0]]\nsys.exit(verify.main())\n"


def _text(lines: list[str]) -> bytes:
    return CRLF.join([*lines, ""]).encode("utf-8-sig")
