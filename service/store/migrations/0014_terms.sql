-- What a zone owes during its term and what became of it; targets and what was measured; trees of
-- indicators that came with the facts, and what applicants say of themselves along them.
-- Never edit this step; the next change of the schema is a new file with the next number.

-- One thing that happened in a term of a zone, on a day; track says which of its titles it is about.
-- event: a word of domain/zone_term.h. year: of a yearly report. limit_day: until when to rectify.
-- title: the row that the event recorded or took away; application: it was designated from.
CREATE TABLE zone_event (
    id INTEGER NOT NULL PRIMARY KEY,
    zone TEXT NOT NULL CHECK (length(zone) BETWEEN 3 AND 64),
    track TEXT NOT NULL,
    event TEXT NOT NULL,
    day TEXT NOT NULL,
    year INTEGER CHECK (year BETWEEN 1 AND 9999),
    limit_day TEXT,
    title INTEGER REFERENCES title (id),
    application INTEGER REFERENCES application (id),
    document TEXT,
    source TEXT NOT NULL,
    note TEXT,
    origin TEXT NOT NULL CHECK (origin IN ('facts', 'operator', 'register')),
    recorded_ms INTEGER NOT NULL,
    retracted_ms INTEGER CHECK (retracted_ms >= recorded_ms),
    recorded_in INTEGER NOT NULL REFERENCES revision (number),
    retracted_in INTEGER REFERENCES revision (number),
    retracted_by TEXT CHECK (retracted_by IN ('facts', 'operator', 'register')),
    digest BLOB CHECK (length(digest) = 32),
    CHECK (limit_day IS NULL OR limit_day >= day),
    CHECK ((retracted_ms IS NULL) = (retracted_by IS NULL))
) STRICT;
CREATE INDEX zone_event_zone ON zone_event (zone, track);
CREATE INDEX zone_event_title ON zone_event (title);
CREATE INDEX zone_event_application ON zone_event (application);

-- zone NULL: of the nation. sign, value: the number to reach; both NULL where words alone were
-- published, which then stand in words. base_year: where the straight line to it begins, its value
-- being what was measured for that year; NULL: nobody said.
CREATE TABLE target (
    id INTEGER NOT NULL PRIMARY KEY,
    zone TEXT CHECK (length(zone) BETWEEN 3 AND 64),
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT,
    sign TEXT CHECK (sign IN ('>', '>=', '=', '<=', '<')),
    value REAL,
    unit TEXT NOT NULL,
    unit_en TEXT,
    words TEXT,
    year INTEGER NOT NULL CHECK (year BETWEEN 1 AND 9999),
    base_year INTEGER CHECK (base_year < year),
    document TEXT,
    clause TEXT NOT NULL,
    source TEXT NOT NULL,
    note TEXT,
    origin TEXT NOT NULL CHECK (origin IN ('facts', 'operator', 'register')),
    recorded_ms INTEGER NOT NULL,
    retracted_ms INTEGER CHECK (retracted_ms >= recorded_ms),
    recorded_in INTEGER NOT NULL REFERENCES revision (number),
    retracted_in INTEGER REFERENCES revision (number),
    retracted_by TEXT CHECK (retracted_by IN ('facts', 'operator', 'register')),
    digest BLOB CHECK (length(digest) = 32),
    CHECK ((sign IS NULL) = (value IS NULL)),
    CHECK (value IS NOT NULL OR words IS NOT NULL),
    CHECK ((retracted_ms IS NULL) = (retracted_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX target_now ON target (coalesce(zone, ''), code) WHERE retracted_ms IS NULL;

-- What was measured for a year, by the code of its target.
CREATE TABLE measure (
    id INTEGER NOT NULL PRIMARY KEY,
    zone TEXT CHECK (length(zone) BETWEEN 3 AND 64),
    target TEXT NOT NULL,
    year INTEGER NOT NULL CHECK (year BETWEEN 1 AND 9999),
    value REAL NOT NULL,
    source TEXT NOT NULL,
    note TEXT,
    origin TEXT NOT NULL CHECK (origin IN ('facts', 'operator', 'register')),
    recorded_ms INTEGER NOT NULL,
    retracted_ms INTEGER CHECK (retracted_ms >= recorded_ms),
    recorded_in INTEGER NOT NULL REFERENCES revision (number),
    retracted_in INTEGER REFERENCES revision (number),
    retracted_by TEXT CHECK (retracted_by IN ('facts', 'operator', 'register')),
    digest BLOB CHECK (length(digest) = 32),
    CHECK ((retracted_ms IS NULL) = (retracted_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX measure_now ON measure (coalesce(zone, ''), target, year)
    WHERE retracted_ms IS NULL;

-- The tree of a round may come with the facts, and then nobody entered it: person is NULL. note: in
-- our words, what an indicator is about; counts: which numbers of the directory of institutions it
-- is about, words of domain/indicator_count.h with blanks between. What refers to the table finds
-- its rows again before the step ends.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE indicator_before AS SELECT * FROM indicator;
DROP TABLE indicator;
CREATE TABLE indicator (
    id INTEGER NOT NULL PRIMARY KEY,
    round TEXT NOT NULL REFERENCES round (id),
    track TEXT NOT NULL,
    parent INTEGER REFERENCES indicator (id),
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    weight INTEGER CHECK (weight BETWEEN 0 AND 10000),
    source TEXT NOT NULL,
    note TEXT,
    counts TEXT,
    person INTEGER REFERENCES person (id),
    at_ms INTEGER NOT NULL,
    ended_ms INTEGER
) STRICT;
INSERT INTO indicator (id, round, track, parent, position, code, name, weight, source, person,
                       at_ms, ended_ms)
SELECT id, round, track, parent, position, code, name, weight, source, person, at_ms, ended_ms
  FROM indicator_before ORDER BY id;
DROP TABLE indicator_before;
CREATE UNIQUE INDEX indicator_now ON indicator (round, track, code) WHERE ended_ms IS NULL;

-- What the applicant says of itself, leaf by leaf; only added to, the newest of a code counts.
-- value: hundredths of a point; NULL: evidence without points.
CREATE TABLE self_score (
    id INTEGER NOT NULL PRIMARY KEY,
    application INTEGER NOT NULL REFERENCES application (id),
    indicator INTEGER NOT NULL REFERENCES indicator (id),
    value INTEGER CHECK (value BETWEEN 0 AND 10000),
    evidence TEXT NOT NULL,
    file BLOB REFERENCES file (sha256),
    file_name TEXT,
    person INTEGER NOT NULL REFERENCES person (id),
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX self_score_application ON self_score (application, indicator);
CREATE TRIGGER self_score_stays BEFORE UPDATE ON self_score
BEGIN SELECT RAISE(ABORT, 'self-evaluations are only added to'); END;
CREATE TRIGGER self_score_kept BEFORE DELETE ON self_score
BEGIN SELECT RAISE(ABORT, 'self-evaluations are only added to'); END;
