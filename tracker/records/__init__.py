"""The facts: what a record may say, the append-only journal that keeps it, and the workbooks it arrives in."""
