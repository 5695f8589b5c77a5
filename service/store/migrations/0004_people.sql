-- Those who sign in, how they are known again, and who judges in which round.
-- Never edit this step; the next change of the schema is a new file with the next number.
--
-- Secrets are kept as digests only. Nothing here is published. Moments are milliseconds since 1970.

CREATE TABLE person (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL
        CHECK (role IN ('national', 'province', 'city', 'applicant', 'expert', 'operator')),
    unit TEXT,
    place TEXT,
    password TEXT NOT NULL,
    password_ms INTEGER NOT NULL,
    made_ms INTEGER NOT NULL,
    closed_ms INTEGER,
    CHECK (role <> 'province' OR unit IS NOT NULL),
    CHECK (role NOT IN ('city', 'applicant') OR place IS NOT NULL)
) STRICT;

CREATE TABLE session (
    digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
    person INTEGER NOT NULL REFERENCES person (id),
    csrf TEXT NOT NULL,
    begun_ms INTEGER NOT NULL,
    used_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX session_person ON session (person);

CREATE TABLE token (
    id INTEGER NOT NULL PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person (id),
    digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
    label TEXT NOT NULL,
    made_ms INTEGER NOT NULL,
    ends_ms INTEGER,
    revoked_ms INTEGER,
    used_ms INTEGER
) STRICT;
CREATE INDEX token_person ON token (person);

-- An expert of a round: a capability beside the role. unit: where the expert comes from; what that
-- unit recommends is judged by others.
CREATE TABLE expert (
    person INTEGER NOT NULL REFERENCES person (id),
    round TEXT NOT NULL REFERENCES round (id),
    unit TEXT NOT NULL,
    named_by INTEGER NOT NULL REFERENCES person (id),
    named_ms INTEGER NOT NULL,
    ended_ms INTEGER,
    PRIMARY KEY (person, round)
) STRICT;
