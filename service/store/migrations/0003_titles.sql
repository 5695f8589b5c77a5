-- Lists, titles, rounds and places of the quota, each row in two times.
-- Never edit this step; the next change of the schema is a new file with the next number.
--
-- A row is never changed but for its end: a correction retracts the old row and records a new one,
-- so what the register said on any earlier day can still be asked. Days are civil dates as text,
-- NULL where not known; moments are milliseconds since 1970.

CREATE TABLE document (
    id INTEGER NOT NULL PRIMARY KEY,
    ref TEXT NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    dated TEXT,
    published TEXT,
    confidence TEXT NOT NULL,
    sources TEXT NOT NULL,
    note TEXT,
    recorded_ms INTEGER NOT NULL,
    retracted_ms INTEGER CHECK (retracted_ms >= recorded_ms),
    recorded_in INTEGER NOT NULL REFERENCES revision (number),
    retracted_in INTEGER REFERENCES revision (number),
    digest BLOB CHECK (length(digest) = 32)
) STRICT;
CREATE UNIQUE INDEX document_now ON document (ref) WHERE retracted_ms IS NULL;

CREATE TABLE roster (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    batch TEXT NOT NULL,
    document TEXT,
    since TEXT,
    until TEXT,
    declared INTEGER CHECK (declared >= 0),
    source_kind TEXT NOT NULL,
    source TEXT NOT NULL,
    recorded_ms INTEGER NOT NULL,
    retracted_ms INTEGER CHECK (retracted_ms >= recorded_ms),
    recorded_in INTEGER NOT NULL REFERENCES revision (number),
    retracted_in INTEGER REFERENCES revision (number),
    digest BLOB CHECK (length(digest) = 32),
    CHECK (until IS NULL OR since IS NULL OR until >= since)
) STRICT;
CREATE UNIQUE INDEX roster_now ON roster (kind, batch) WHERE retracted_ms IS NULL;

-- unit: a recommending unit, or '*' for the whole list.
CREATE TABLE completeness (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    batch TEXT NOT NULL,
    unit TEXT NOT NULL,
    basis TEXT NOT NULL,
    recorded_ms INTEGER NOT NULL,
    retracted_ms INTEGER CHECK (retracted_ms >= recorded_ms),
    recorded_in INTEGER NOT NULL REFERENCES revision (number),
    retracted_in INTEGER REFERENCES revision (number),
    digest BLOB CHECK (length(digest) = 32)
) STRICT;
CREATE UNIQUE INDEX completeness_now ON completeness (kind, batch, unit)
    WHERE retracted_ms IS NULL;

-- origin: 'facts' came with the published lists, 'operator' was entered by hand, 'register' was
-- determined here. A load touches only rows of its own origin. retracted_by says the same of the end
-- of a row: what an operator took back, the next load of the same file must not bring back.
CREATE TABLE title (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    holder TEXT,
    host_guess TEXT,
    unit TEXT,
    batch TEXT,
    sub_batch TEXT,
    since TEXT,
    until TEXT,
    revoked TEXT,
    superseded TEXT,
    superseded_by INTEGER REFERENCES title (id),
    document TEXT,
    confidence TEXT NOT NULL,
    source_kind TEXT NOT NULL,
    source TEXT NOT NULL,
    note TEXT,
    origin TEXT NOT NULL CHECK (origin IN ('facts', 'operator', 'register')),
    recorded_ms INTEGER NOT NULL,
    retracted_ms INTEGER CHECK (retracted_ms >= recorded_ms),
    recorded_in INTEGER NOT NULL REFERENCES revision (number),
    retracted_in INTEGER REFERENCES revision (number),
    retracted_by TEXT CHECK (retracted_by IN ('facts', 'operator', 'register')),
    digest BLOB CHECK (length(digest) = 32),
    CHECK ((superseded IS NULL) = (superseded_by IS NULL)),
    CHECK ((retracted_ms IS NULL) = (retracted_by IS NULL))
) STRICT;
CREATE INDEX title_holder ON title (holder);
CREATE INDEX title_superseded_by ON title (superseded_by);

CREATE TABLE round (
    id TEXT NOT NULL PRIMARY KEY,
    year INTEGER NOT NULL,
    document TEXT,
    title TEXT NOT NULL,
    window_since TEXT,
    window_until TEXT,
    note TEXT,
    digest BLOB CHECK (length(digest) = 32)
) STRICT;

-- The counter beside the ledger. places is NULL where no number was published, and then nothing can
-- be taken: the check below holds whatever the program does.
CREATE TABLE quota (
    id INTEGER NOT NULL PRIMARY KEY,
    round TEXT NOT NULL REFERENCES round (id),
    track TEXT NOT NULL,
    unit TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('published', 'unknown', 'illustrative')),
    places INTEGER CHECK (places >= 0),
    used INTEGER NOT NULL DEFAULT 0,
    designated INTEGER NOT NULL DEFAULT 0,
    source TEXT,
    digest BLOB CHECK (length(digest) = 32),
    UNIQUE (round, track, unit),
    CHECK (used BETWEEN 0 AND coalesce(places, 0)),
    CHECK (designated BETWEEN 0 AND used),
    CHECK ((places IS NULL) = (status = 'unknown'))
) STRICT;

-- Every number a quota ever had, who set it and by which document. Nothing is ever taken out.
CREATE TABLE quota_change (
    id INTEGER NOT NULL PRIMARY KEY,
    round TEXT NOT NULL,
    track TEXT NOT NULL,
    unit TEXT NOT NULL,
    status TEXT NOT NULL,
    places INTEGER,
    source TEXT NOT NULL,
    who TEXT NOT NULL,
    recorded_ms INTEGER NOT NULL,
    recorded_in INTEGER NOT NULL REFERENCES revision (number),
    FOREIGN KEY (round, track, unit) REFERENCES quota (round, track, unit)
) STRICT;

-- Places taken (+1) and given back (-1), one row each; their sum is the counter.
CREATE TABLE quota_entry (
    id INTEGER NOT NULL PRIMARY KEY,
    round TEXT NOT NULL,
    track TEXT NOT NULL,
    unit TEXT NOT NULL,
    step INTEGER NOT NULL CHECK (step IN (1, -1)),
    place TEXT NOT NULL,
    why TEXT NOT NULL,
    who TEXT NOT NULL,
    recorded_ms INTEGER NOT NULL,
    recorded_in INTEGER NOT NULL REFERENCES revision (number),
    FOREIGN KEY (round, track, unit) REFERENCES quota (round, track, unit)
) STRICT;
CREATE INDEX quota_entry_of ON quota_entry (round, track, unit);

CREATE TRIGGER quota_entry_stays BEFORE UPDATE ON quota_entry
BEGIN SELECT RAISE(ABORT, 'the ledger of places is only added to'); END;
CREATE TRIGGER quota_entry_kept BEFORE DELETE ON quota_entry
BEGIN SELECT RAISE(ABORT, 'the ledger of places is only added to'); END;
CREATE TRIGGER quota_change_stays BEFORE UPDATE ON quota_change
BEGIN SELECT RAISE(ABORT, 'the history of a quota is only added to'); END;
CREATE TRIGGER quota_change_kept BEFORE DELETE ON quota_change
BEGIN SELECT RAISE(ABORT, 'the history of a quota is only added to'); END;
