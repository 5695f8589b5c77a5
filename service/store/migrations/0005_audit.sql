-- What was done, by whom, in a chain that shows every later change; and answers kept for replays.
-- Never edit this step; the next change of the schema is a new file with the next number.

-- A personal detail stands here alone. Everything else names it by id; the chain holds its digest,
-- made with a salt that goes with it. So it can be taken out later and the chain still holds.
CREATE TABLE personal (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    salt BLOB CHECK (length(salt) = 16),
    value TEXT,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    recorded_ms INTEGER NOT NULL,
    purged_ms INTEGER,
    CHECK ((value IS NULL) = (purged_ms IS NOT NULL)),
    CHECK ((salt IS NULL) = (value IS NULL))
) STRICT;

-- person: NULL for commands and for what the public sends. outcome: 'done', or the slug of the
-- refusal. detail: JSON, with before and after where something changed.
CREATE TABLE audit (
    seq INTEGER NOT NULL PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    person INTEGER REFERENCES person (id),
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    outcome TEXT NOT NULL,
    revision INTEGER NOT NULL,
    detail TEXT NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    sm3 BLOB NOT NULL CHECK (length(sm3) = 32)
) STRICT;
CREATE INDEX audit_object ON audit (object);

-- The answer to a request that named a key, given again word for word to the same request.
CREATE TABLE replay (
    person INTEGER NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    request BLOB NOT NULL CHECK (length(request) = 32),
    status INTEGER NOT NULL,
    type TEXT NOT NULL,
    etag TEXT,
    location TEXT,
    revision INTEGER NOT NULL,
    body BLOB NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (person, name)
) STRICT;
CREATE INDEX replay_at ON replay (at_ms);

-- Settings of the register that a person sets: how long things are kept, in days. No row: for good.
CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    person INTEGER REFERENCES person (id),
    at_ms INTEGER NOT NULL
) STRICT;
