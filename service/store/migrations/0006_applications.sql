-- Applications, with what was found, handed in and decided; and those who may not apply.
-- Never edit this step; the next change of the schema is a new file with the next number.
--
-- An application's row is its present standing; its events are only added to, and give that
-- standing when read from the first. Findings and materials are only added to as well: the newest
-- of a condition or kind counts.

CREATE TABLE application (
    id INTEGER NOT NULL PRIMARY KEY,
    round TEXT NOT NULL REFERENCES round (id),
    track TEXT NOT NULL,
    place TEXT NOT NULL,
    unit TEXT NOT NULL,
    prefecture TEXT,
    state TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    rank INTEGER CHECK (rank >= 1),
    notice INTEGER REFERENCES notice (id),
    title INTEGER REFERENCES title (id),
    opened_by INTEGER NOT NULL REFERENCES person (id),
    opened_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL
) STRICT;
-- One live application of a place on a track in a round; one place per rank.
CREATE UNIQUE INDEX application_live ON application (round, track, place)
    WHERE state NOT IN ('declined', 'rejected', 'withdrawn', 'cancelled');
CREATE UNIQUE INDEX application_rank ON application (round, track, unit, rank)
    WHERE rank IS NOT NULL;
CREATE INDEX application_unit ON application (unit, state);
CREATE INDEX application_place ON application (place);

-- version: the application's, after this event. revision: of the register, after it.
CREATE TABLE application_event (
    id INTEGER NOT NULL PRIMARY KEY,
    application INTEGER NOT NULL REFERENCES application (id),
    version INTEGER NOT NULL,
    event TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    person INTEGER REFERENCES person (id),
    reason TEXT,
    rank INTEGER,
    quota_step INTEGER NOT NULL CHECK (quota_step IN (-1, 0, 1)),
    revision INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    UNIQUE (application, version)
) STRICT;

-- What was handed in, by what is in it; never served as a page. name: as it was sent, shown as text.
CREATE TABLE file (
    sha256 BLOB NOT NULL PRIMARY KEY CHECK (length(sha256) = 32),
    type TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size > 0),
    body BLOB NOT NULL,
    person INTEGER NOT NULL REFERENCES person (id),
    at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE finding (
    id INTEGER NOT NULL PRIMARY KEY,
    application INTEGER NOT NULL REFERENCES application (id),
    condition TEXT NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('met', 'not_met', 'unknown')),
    evidence TEXT NOT NULL,
    file BLOB REFERENCES file (sha256),
    file_name TEXT,
    person INTEGER NOT NULL REFERENCES person (id),
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX finding_application ON finding (application, condition);

-- A material may be named without a file (it was handed in on paper), and taken back (withdrawn 1).
CREATE TABLE material (
    id INTEGER NOT NULL PRIMARY KEY,
    application INTEGER NOT NULL REFERENCES application (id),
    kind TEXT NOT NULL,
    note TEXT NOT NULL,
    file BLOB REFERENCES file (sha256),
    file_name TEXT,
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
    person INTEGER NOT NULL REFERENCES person (id),
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX material_application ON material (application, kind);

-- What the province recommended, word for word as it stood then.
CREATE TABLE frozen (
    application INTEGER NOT NULL REFERENCES application (id),
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (application, version)
) STRICT;

-- Published, in two times. criticism: the public record of it, where there is one.
CREATE TABLE bar (
    id INTEGER NOT NULL PRIMARY KEY,
    place TEXT NOT NULL,
    round TEXT REFERENCES round (id),
    since TEXT,
    until TEXT,
    document TEXT,
    criticism TEXT,
    application INTEGER REFERENCES application (id),
    recorded_ms INTEGER NOT NULL,
    retracted_ms INTEGER CHECK (retracted_ms >= recorded_ms),
    recorded_in INTEGER NOT NULL REFERENCES revision (number),
    retracted_in INTEGER REFERENCES revision (number),
    digest BLOB CHECK (length(digest) = 32)
) STRICT;
CREATE INDEX bar_place ON bar (place);
