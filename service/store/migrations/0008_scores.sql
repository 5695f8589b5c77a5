-- The tree of indicators of a round and track, and how experts scored along it.
-- Never edit this step; the next change of the schema is a new file with the next number.

-- A tree is entered whole: the one before it ends, row by row, and its rows stay. weight: share of
-- its parent in hundredths of a percent; NULL until somebody enters it.
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
    person INTEGER NOT NULL REFERENCES person (id),
    at_ms INTEGER NOT NULL,
    ended_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX indicator_now ON indicator (round, track, code) WHERE ended_ms IS NULL;

-- What an expert handed in at once. Scores are nobody else's to see until they are closed, so the
-- chain of what was done holds a digest of the sheet alone, made with a salt that stands only here.
CREATE TABLE score_sheet (
    id INTEGER NOT NULL PRIMARY KEY,
    application INTEGER NOT NULL REFERENCES application (id),
    person INTEGER NOT NULL REFERENCES person (id),
    salt BLOB NOT NULL CHECK (length(salt) = 16),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX score_sheet_application ON score_sheet (application, person);

-- value: hundredths of a point, 0 to 100 points. Of a person and code the newest sheet counts.
CREATE TABLE score (
    sheet INTEGER NOT NULL REFERENCES score_sheet (id),
    indicator INTEGER NOT NULL REFERENCES indicator (id),
    value INTEGER NOT NULL CHECK (value BETWEEN 0 AND 10000),
    note TEXT NOT NULL,
    PRIMARY KEY (sheet, indicator)
) STRICT;

CREATE TRIGGER score_sheet_stays BEFORE UPDATE ON score_sheet
BEGIN SELECT RAISE(ABORT, 'sheets are only added to'); END;
CREATE TRIGGER score_sheet_kept BEFORE DELETE ON score_sheet
BEGIN SELECT RAISE(ABORT, 'sheets are only added to'); END;
CREATE TRIGGER score_stays BEFORE UPDATE ON score
BEGIN SELECT RAISE(ABORT, 'scores are only added to'); END;
CREATE TRIGGER score_kept BEFORE DELETE ON score
BEGIN SELECT RAISE(ABORT, 'scores are only added to'); END;

CREATE TABLE scores_closed (
    round TEXT NOT NULL REFERENCES round (id),
    track TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES person (id),
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (round, track)
) STRICT;

-- The experts of the round when its scores were closed, who alone count from then on.
CREATE TABLE scores_closed_expert (
    round TEXT NOT NULL,
    track TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES person (id),
    unit TEXT NOT NULL,
    PRIMARY KEY (round, track, person),
    FOREIGN KEY (round, track) REFERENCES scores_closed (round, track)
) STRICT;
