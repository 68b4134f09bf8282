"""Words for the two chains, and for what is proven and kept beside them."""

CHAIN = {"ledger": "流水", "access": "访问记录"}
KEPT = {"plans": "锁定时保存的方案", "sources": "附上的原文", "evidence": "佐证材料"}
"""What records vouch for by hash, by its folder under data/."""
