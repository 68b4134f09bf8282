"""`make docs`: write the generated documents again."""

from tests.docs.generated import write

changed = write()
print("\n".join(f"written: {name}" for name in changed) or "nothing to write")
