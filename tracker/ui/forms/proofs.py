"""Evidence in a form: files or a document number that go along with what is reported."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from tracker.evidence import file_fields
from tracker.intake import Draft
from tracker.problems import Problem
from tracker.records.attachable import ENDINGS
from tracker.records.kinds.evidence import LARGEST
from tracker.records.parcel import MEGABYTE


@dataclass(frozen=True)
class Proofs:
    """`about` = the fields that say what is proven; `key` = what its widgets are called in the session."""

    about: Mapping[str, object]
    key: str

    def ask(self) -> None:
        left, right = st.columns([3, 2])
        with left:
            st.file_uploader(
                f"佐证材料（选填，可选多个，每个不超过 {LARGEST // MEGABYTE} MB）",
                type=list(ENDINGS),
                accept_multiple_files=True,
                max_upload_size=LARGEST // MEGABYTE,
                key=f"{self.key} files",
            )
        with right:
            st.text_input(
                "没有电子件的，写文号（选填）",
                key=f"{self.key} number",
                autocomplete="off",
                placeholder="例如 示发改〔2026〕3号",
            )
            st.text_input("材料说明（选填）", key=f"{self.key} note", autocomplete="off")
            st.checkbox("内部材料：只有本单位、双碳办和审计员可以打开", key=f"{self.key} restricted")

    def drafts(self) -> tuple[list[Draft], dict[str, bytes], list[Problem]]:
        """A draft for every file and for the document number, the files by hash, and what is wrong with them."""
        found, files, problems = [], {}, []
        said = self._said("note")
        common = {**self.about, "restricted": bool(st.session_state.get(f"{self.key} restricted"))}
        if said:
            common["note"] = said
        for uploaded in st.session_state.get(f"{self.key} files") or ():
            content = uploaded.getvalue()
            fields = file_fields(uploaded.name, content)
            if isinstance(fields, Problem):
                problems.append(replace(fields, message=f"佐证材料“{fields.place.file}”：{fields.message}"))
            elif str(fields["sha256"]) not in files:
                files[str(fields["sha256"])] = content
                found.append(Draft("evidence", {**common, **fields}))
        if number := self._said("number"):
            found.append(Draft("evidence", {**common, "document_number": number}))
        return found, files, problems

    def _said(self, name: str) -> str:
        return str(st.session_state.get(f"{self.key} {name}") or "").strip()
