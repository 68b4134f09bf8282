"""The form that a unit fills in offline: what it shows and asks for, laid out by reports/unit-form.yaml."""

from tracker.report.unit_form.form import LAYOUT, file_name, parcel, units_with_a_form, workbook

__all__ = ["LAYOUT", "file_name", "parcel", "units_with_a_form", "workbook"]
