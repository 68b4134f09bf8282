-- Accounts and sessions. What happened to them is in the access chain; here is only how they stand.

CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    user TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,      -- the name as it is compared
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    unit TEXT,
    hash TEXT NOT NULL,
    must_change INTEGER NOT NULL,     -- the password is a one-time one
    changed_at TEXT NOT NULL,         -- of the password
    disabled INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    locked_until TEXT,
    totp TEXT,
    totp_step INTEGER NOT NULL DEFAULT 0,  -- the last code used; none is taken twice
    version INTEGER NOT NULL DEFAULT 1,    -- a session of another version has ended
    created_at TEXT NOT NULL,
    last_login TEXT
) STRICT;

CREATE TABLE past_password (
    account INTEGER NOT NULL REFERENCES account (id),
    at TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE TABLE session (
    key TEXT PRIMARY KEY,             -- SHA-256 of the token, which only the browser has
    account INTEGER NOT NULL REFERENCES account (id),
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    last_seen TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX session_account ON session (account);
