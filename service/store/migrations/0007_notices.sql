-- Public notices and what was objected; days of a round; what a province asks and names.
-- Never edit this step; the next change of the schema is a new file with the next number.

-- level: the unit that publishes it, or 'national'. first and last are worked out once, from the
-- calendar on record then, and stay what was published.
CREATE TABLE notice (
    id INTEGER NOT NULL PRIMARY KEY,
    round TEXT NOT NULL REFERENCES round (id),
    track TEXT NOT NULL,
    level TEXT NOT NULL,
    title TEXT NOT NULL,
    document TEXT,
    published TEXT NOT NULL,
    length INTEGER NOT NULL CHECK (length >= 1),
    day_unit TEXT NOT NULL CHECK (day_unit IN ('calendar', 'working')),
    counts_publication INTEGER NOT NULL CHECK (counts_publication IN (0, 1)),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES person (id),
    recorded_ms INTEGER NOT NULL,
    recorded_in INTEGER NOT NULL REFERENCES revision (number),
    digest BLOB CHECK (length(digest) = 32),
    CHECK (published <= first_day AND first_day <= last_day)
) STRICT;

-- Everything that was ever published in it, also what left it before the end. open and answered
-- count the objections to it: the numbers are published, the objections are not.
CREATE TABLE notice_entry (
    id INTEGER NOT NULL PRIMARY KEY,
    notice INTEGER NOT NULL REFERENCES notice (id),
    application INTEGER NOT NULL REFERENCES application (id),
    place TEXT NOT NULL,
    unit TEXT NOT NULL,
    entered_ms INTEGER NOT NULL,
    left_ms INTEGER CHECK (left_ms >= entered_ms),
    open INTEGER NOT NULL DEFAULT 0 CHECK (open >= 0),
    answered INTEGER NOT NULL DEFAULT 0 CHECK (answered >= 0),
    digest BLOB CHECK (length(digest) = 32),
    UNIQUE (notice, application)
) STRICT;

-- contact: who objects and how they are reached; shown to those who answer only.
CREATE TABLE objection (
    id INTEGER NOT NULL PRIMARY KEY,
    notice INTEGER NOT NULL,
    application INTEGER NOT NULL,
    text TEXT NOT NULL,
    contact INTEGER REFERENCES personal (id),
    at_ms INTEGER NOT NULL,
    answer TEXT,
    answered_by INTEGER REFERENCES person (id),
    answered_ms INTEGER,
    FOREIGN KEY (notice, application) REFERENCES notice_entry (notice, application),
    CHECK ((answer IS NULL) = (answered_ms IS NULL)),
    CHECK ((answer IS NULL) = (answered_by IS NULL))
) STRICT;
CREATE INDEX objection_entry ON objection (notice, application);

-- Which weekdays are off and which weekends are worked (调休), for whole years.
CREATE TABLE workday (
    day TEXT NOT NULL PRIMARY KEY,
    is_workday INTEGER NOT NULL CHECK (is_workday IN (0, 1)),
    year INTEGER NOT NULL,
    holiday TEXT NOT NULL,
    source TEXT NOT NULL,
    digest BLOB CHECK (length(digest) = 32)
) STRICT;

-- The last day for an event of a round; NULL: not published. No row says the same.
CREATE TABLE deadline (
    id INTEGER NOT NULL PRIMARY KEY,
    round TEXT NOT NULL REFERENCES round (id),
    track TEXT NOT NULL,
    event TEXT NOT NULL,
    last_day TEXT,
    source TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES person (id),
    at_ms INTEGER NOT NULL,
    digest BLOB CHECK (length(digest) = 32),
    UNIQUE (round, track, event)
) STRICT;

-- The national office lets this application be late with this event.
CREATE TABLE late_excuse (
    application INTEGER NOT NULL REFERENCES application (id),
    event TEXT NOT NULL,
    reason TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES person (id),
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (application, event)
) STRICT;

CREATE TABLE liaison (
    id INTEGER NOT NULL PRIMARY KEY,
    unit TEXT NOT NULL,
    details INTEGER NOT NULL REFERENCES personal (id),
    person INTEGER NOT NULL REFERENCES person (id),
    at_ms INTEGER NOT NULL,
    ended_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX liaison_now ON liaison (unit) WHERE ended_ms IS NULL;

-- What a province asks of its pilots, item by item, with the document that says so.
CREATE TABLE standard (
    id INTEGER NOT NULL PRIMARY KEY,
    unit TEXT NOT NULL,
    track TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES person (id),
    at_ms INTEGER NOT NULL,
    ended_ms INTEGER,
    digest BLOB CHECK (length(digest) = 32)
) STRICT;
CREATE INDEX standard_unit ON standard (unit, track);
