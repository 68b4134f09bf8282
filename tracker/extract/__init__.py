"""An official text of unknown make -> a draft plan that a person reviews; no network, no model, nothing invented."""
