"""The official texts that lie beside the project; they are not part of the repository."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared"
TEXTS = {
    "haidian-2024-8": "seeds/002_0e6b7bb626c9b9db.txt",
    "bj-2023-1309": "seeds/003_45bd8fa793562309.txt",
    "bj-2023-1336": "seeds/003_45bd8fa793562309.txt",
    "etown-2023-28": "seeds/003_45bd8fa793562309.txt",
    "etown-2023-29": "seeds/003_45bd8fa793562309.txt",
    "etown-2023-30": "seeds/003_45bd8fa793562309.txt",
    "etown-2023-31": "seeds/003_45bd8fa793562309.txt",
    "etown-2023-32": "seeds/003_45bd8fa793562309.txt",
    "bj-2023-82": "seeds/001_43a027b45b7b8c22.txt",
    "bj-climate-2024": "seeds/000_b439f98dd99f6bec.txt",
    "tongzhou-climate-finance": "seeds/004_4d0e31425c0b2bd2.txt",
    "cn-2026-22": "plans/01-national-carbon-peak-2026.txt",
}
"""By document id."""

needs_texts = pytest.mark.skipif(
    not all((SHARED / name).is_file() for name in TEXTS.values()),
    reason="the official texts are not beside the project: ../shared/seeds and ../shared/plans",
)
