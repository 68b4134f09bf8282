"""What is entered in the browser: one module a form, all of them on `form`, all of them through the one intake."""
