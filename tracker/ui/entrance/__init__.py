"""The way in: who is let through to the pages, and the plain HTML pages of login, own account and administration."""
