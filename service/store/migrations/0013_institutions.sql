-- The directory of institutions of each zone, and draws of who inspects whom.
-- Never edit this step; the next change of the schema is a new file with the next number.
--
-- id is the name of a directory entry and stays; row is the row's own. Every row but those of draws
-- is in two times: never changed but for its end. What an institution is called and does (valid
-- since .. until) is apart from when it stood in the directory (institution_stay): it may leave and
-- be admitted again. Words in kinds, forms and sizes are those of domain/institution.h.

-- forms, ip_kinds: words with a comma between them, in the order of domain/institution.h; '' where
-- none is on record. lon, lat: degrees in EPSG:4490; given_*: as handed in, in the datum named.
CREATE TABLE institution (
    row INTEGER NOT NULL PRIMARY KEY,
    id INTEGER NOT NULL CHECK (id > 0),
    zone TEXT NOT NULL,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    uscc TEXT NOT NULL CHECK (length(uscc) = 18),
    forms TEXT NOT NULL,
    ip_kinds TEXT NOT NULL,
    size TEXT,
    address TEXT,
    lon REAL CHECK (lon BETWEEN -180 AND 180),
    lat REAL CHECK (lat BETWEEN -90 AND 90),
    given_lon REAL,
    given_lat REAL,
    datum TEXT,
    since TEXT NOT NULL,
    until TEXT,
    source TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('facts', 'operator', 'register')),
    recorded_ms INTEGER NOT NULL,
    retracted_ms INTEGER CHECK (retracted_ms >= recorded_ms),
    recorded_in INTEGER NOT NULL REFERENCES revision (number),
    retracted_in INTEGER REFERENCES revision (number),
    digest BLOB CHECK (length(digest) = 32),
    CHECK (until IS NULL OR until >= since),
    CHECK ((lon IS NULL) = (lat IS NULL) AND (lon IS NULL) = (datum IS NULL)
           AND (lon IS NULL) = (given_lon IS NULL) AND (lon IS NULL) = (given_lat IS NULL))
) STRICT;
CREATE UNIQUE INDEX institution_now ON institution (id, since) WHERE retracted_ms IS NULL;
CREATE INDEX institution_zone ON institution (zone, uscc);

-- From admission to exit. exit_kind 'sanction' names the misconduct that cost the place.
CREATE TABLE institution_stay (
    row INTEGER NOT NULL PRIMARY KEY,
    institution INTEGER NOT NULL,
    admitted TEXT NOT NULL,
    admission_reason TEXT NOT NULL,
    exited TEXT,
    exit_kind TEXT,
    exit_reason TEXT,
    misconduct INTEGER,
    source TEXT NOT NULL,
    recorded_ms INTEGER NOT NULL,
    retracted_ms INTEGER CHECK (retracted_ms >= recorded_ms),
    recorded_in INTEGER NOT NULL REFERENCES revision (number),
    retracted_in INTEGER REFERENCES revision (number),
    digest BLOB CHECK (length(digest) = 32),
    CHECK (exited IS NULL OR exited >= admitted),
    CHECK ((exited IS NULL) = (exit_kind IS NULL) AND (exited IS NULL) = (exit_reason IS NULL)),
    CHECK (misconduct IS NULL OR exit_kind = 'sanction')
) STRICT;
CREATE UNIQUE INDEX institution_stay_now ON institution_stay (institution, admitted)
    WHERE retracted_ms IS NULL;
CREATE UNIQUE INDEX institution_stay_open ON institution_stay (institution)
    WHERE retracted_ms IS NULL AND exited IS NULL;

-- id is the record's name and stays. serious 1: 情节严重, which costs the place. lifted: the day
-- from which it no longer stands, with the document that says so.
CREATE TABLE institution_misconduct (
    row INTEGER NOT NULL PRIMARY KEY,
    id INTEGER NOT NULL CHECK (id > 0),
    institution INTEGER NOT NULL,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    serious INTEGER NOT NULL CHECK (serious IN (0, 1)),
    words TEXT,
    document TEXT NOT NULL,
    lifted TEXT,
    lifted_document TEXT,
    recorded_ms INTEGER NOT NULL,
    retracted_ms INTEGER CHECK (retracted_ms >= recorded_ms),
    recorded_in INTEGER NOT NULL REFERENCES revision (number),
    retracted_in INTEGER REFERENCES revision (number),
    digest BLOB CHECK (length(digest) = 32),
    CHECK (lifted IS NULL OR lifted >= day),
    CHECK ((lifted IS NULL) = (lifted_document IS NULL))
) STRICT;
CREATE UNIQUE INDEX institution_misconduct_now ON institution_misconduct (id)
    WHERE retracted_ms IS NULL;
CREATE INDEX institution_misconduct_of ON institution_misconduct (institution);

-- grade: a word of whoever assesses; no list of grades is published. NULL: assessed without one.
CREATE TABLE institution_assessment (
    row INTEGER NOT NULL PRIMARY KEY,
    institution INTEGER NOT NULL,
    year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2100),
    grade TEXT,
    words TEXT,
    document TEXT NOT NULL,
    recorded_ms INTEGER NOT NULL,
    retracted_ms INTEGER CHECK (retracted_ms >= recorded_ms),
    recorded_in INTEGER NOT NULL REFERENCES revision (number),
    retracted_in INTEGER REFERENCES revision (number),
    digest BLOB CHECK (length(digest) = 32),
    CHECK (grade IS NOT NULL OR words IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX institution_assessment_now ON institution_assessment (institution, year)
    WHERE retracted_ms IS NULL;

-- A draw as it was promised: list holds the exact bytes whose SHA-256 is the commitment
-- (domain/draw.h spells them out). unit: the province that draws, or 'national'.
CREATE TABLE draw (
    id INTEGER NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    unit TEXT NOT NULL,
    zone TEXT,
    list TEXT NOT NULL,
    commitment BLOB NOT NULL CHECK (length(commitment) = 32),
    seed_ms INTEGER NOT NULL,
    recorded_ms INTEGER NOT NULL,
    recorded_in INTEGER NOT NULL REFERENCES revision (number),
    digest BLOB CHECK (length(digest) = 32),
    CHECK (seed_ms > recorded_ms)
) STRICT;

-- The value that came out, and what follows from it, as bytes like those of the list; result is
-- NULL where the exclusions leave no assignment.
CREATE TABLE draw_seed (
    draw INTEGER NOT NULL PRIMARY KEY REFERENCES draw (id),
    seed TEXT NOT NULL,
    source TEXT NOT NULL,
    result TEXT,
    recorded_ms INTEGER NOT NULL,
    recorded_in INTEGER NOT NULL REFERENCES revision (number),
    digest BLOB CHECK (length(digest) = 32)
) STRICT;

-- What the inspection of one drawn institution came to; the newest row of each counts.
CREATE TABLE draw_outcome (
    id INTEGER NOT NULL PRIMARY KEY,
    draw INTEGER NOT NULL REFERENCES draw_seed (draw),
    target INTEGER NOT NULL,
    inspected TEXT,
    outcome TEXT NOT NULL,
    document TEXT,
    recorded_ms INTEGER NOT NULL,
    recorded_in INTEGER NOT NULL REFERENCES revision (number),
    digest BLOB CHECK (length(digest) = 32)
) STRICT;
CREATE INDEX draw_outcome_of ON draw_outcome (draw, target);

CREATE TRIGGER draw_stays BEFORE UPDATE OF id, title, unit, zone, list, commitment, seed_ms,
    recorded_ms, recorded_in ON draw
BEGIN SELECT RAISE(ABORT, 'a draw is only added to'); END;
CREATE TRIGGER draw_kept BEFORE DELETE ON draw
BEGIN SELECT RAISE(ABORT, 'a draw is only added to'); END;
CREATE TRIGGER draw_seed_stays BEFORE UPDATE OF draw, seed, source, result, recorded_ms,
    recorded_in ON draw_seed
BEGIN SELECT RAISE(ABORT, 'a draw is only added to'); END;
CREATE TRIGGER draw_seed_kept BEFORE DELETE ON draw_seed
BEGIN SELECT RAISE(ABORT, 'a draw is only added to'); END;
CREATE TRIGGER draw_outcome_stays BEFORE UPDATE OF id, draw, target, inspected, outcome, document,
    recorded_ms, recorded_in ON draw_outcome
BEGIN SELECT RAISE(ABORT, 'a draw is only added to'); END;
CREATE TRIGGER draw_outcome_kept BEFORE DELETE ON draw_outcome
BEGIN SELECT RAISE(ABORT, 'a draw is only added to'); END;
