-- Zones and their parts: what is published, and what an application proposes.
-- Never edit this step; the next change of the schema is a new file with the next number.
--
-- Published rows are in two times and are never changed but for their end; zone.id and
-- zone_part (zone, number) are names that stay, row is the row's own. A part without a shape is
-- legal: its limits were not published. kind, host_kind, method are words of domain/zone.h. Of one
-- zone or part several rows may be on record at once, one after the other in valid time.

CREATE TABLE zone (
    row INTEGER NOT NULL PRIMARY KEY,
    id TEXT NOT NULL CHECK (length(id) BETWEEN 3 AND 64),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    host_kind TEXT NOT NULL CHECK (host_kind IN ('unknown', 'park', 'division')),
    host_name TEXT,
    host_code TEXT CHECK (length(host_code) = 6),
    host_guess TEXT CHECK (length(host_guess) = 6),
    unit TEXT,
    applicant TEXT CHECK (length(applicant) = 6),
    declared_m2 REAL CHECK (declared_m2 > 0),
    since TEXT,
    until TEXT,
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
    CHECK (until IS NULL OR since IS NULL OR until >= since),
    CHECK ((retracted_ms IS NULL) = (retracted_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX zone_now ON zone (id, coalesce(since, '')) WHERE retracted_ms IS NULL;
CREATE INDEX zone_name ON zone (name);

-- original: the bytes the shape was read from, in file; crs: what they were taken to be.
CREATE TABLE zone_part (
    row INTEGER PRIMARY KEY,
    zone TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 1000),
    name TEXT NOT NULL,
    function TEXT,
    stage TEXT,
    extent_text TEXT,
    declared_m2 REAL CHECK (declared_m2 > 0),
    area_m2 REAL CHECK (area_m2 > 0),
    method TEXT NOT NULL DEFAULT 'none',
    crs TEXT,
    original BLOB REFERENCES file (sha256),
    given_east REAL, given_south REAL, given_west REAL, given_north REAL,
    since TEXT,
    until TEXT,
    document TEXT,
    source TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('facts', 'operator', 'register')),
    recorded_ms INTEGER NOT NULL,
    retracted_ms INTEGER CHECK (retracted_ms >= recorded_ms),
    recorded_in INTEGER NOT NULL REFERENCES revision (number),
    retracted_in INTEGER REFERENCES revision (number),
    retracted_by TEXT CHECK (retracted_by IN ('facts', 'operator', 'register')),
    digest BLOB CHECK (length(digest) = 32),
    CHECK (until IS NULL OR since IS NULL OR until >= since),
    CHECK ((method = 'none') = (crs IS NULL)),
    CHECK ((method = 'none') = (area_m2 IS NULL)),
    CHECK ((retracted_ms IS NULL) = (retracted_by IS NULL))
);
SELECT AddGeometryColumn('zone_part', 'shape', 4490, 'MULTIPOLYGON', 'XY', 0);
SELECT CreateSpatialIndex('zone_part', 'shape');
CREATE UNIQUE INDEX zone_part_now ON zone_part (zone, number, coalesce(since, ''))
    WHERE retracted_ms IS NULL;

-- What an application on a zone's track proposes; only added to, the newest version counts, and so
-- does the newest row of each part number. zone: that it continues; NULL: a new one.
CREATE TABLE proposed_zone (
    id INTEGER NOT NULL PRIMARY KEY,
    application INTEGER NOT NULL REFERENCES application (id),
    zone TEXT,
    name TEXT NOT NULL,
    host_kind TEXT NOT NULL CHECK (host_kind IN ('unknown', 'park', 'division')),
    host_name TEXT,
    host_code TEXT CHECK (length(host_code) = 6),
    declared_m2 REAL CHECK (declared_m2 > 0),
    outstanding_reason TEXT,
    person INTEGER NOT NULL REFERENCES person (id),
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX proposed_zone_application ON proposed_zone (application);

-- shape: well-known binary written here; NULL: none was given. taken_out: the part is proposed no
-- more. given_*: limit coordinates handed in beside the shape, degrees.
CREATE TABLE proposed_part (
    id INTEGER NOT NULL PRIMARY KEY,
    application INTEGER NOT NULL REFERENCES application (id),
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 1000),
    name TEXT NOT NULL,
    function TEXT,
    stage TEXT,
    extent_text TEXT,
    declared_m2 REAL CHECK (declared_m2 > 0),
    area_m2 REAL CHECK (area_m2 > 0),
    method TEXT NOT NULL DEFAULT 'none',
    crs TEXT,
    original BLOB REFERENCES file (sha256),
    original_name TEXT,
    given_east REAL, given_south REAL, given_west REAL, given_north REAL,
    shape BLOB,
    taken_out INTEGER NOT NULL DEFAULT 0 CHECK (taken_out IN (0, 1)),
    person INTEGER NOT NULL REFERENCES person (id),
    at_ms INTEGER NOT NULL,
    CHECK ((method = 'none') = (shape IS NULL)),
    CHECK ((method = 'none') = (area_m2 IS NULL))
) STRICT;
CREATE INDEX proposed_part_application ON proposed_part (application, number);

-- The extent report as it was made, word for word, in both languages. made_of: SHA-256 over
-- everything it looked at, so that it is made anew only when that differs.
CREATE TABLE extent_report (
    id INTEGER NOT NULL PRIMARY KEY,
    application INTEGER NOT NULL REFERENCES application (id),
    made_of BLOB NOT NULL CHECK (length(made_of) = 32),
    body TEXT NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX extent_report_application ON extent_report (application);
