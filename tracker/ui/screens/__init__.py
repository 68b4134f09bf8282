"""One module per page, each with `show(view)`; `tracker.ui.registry` lists them."""
