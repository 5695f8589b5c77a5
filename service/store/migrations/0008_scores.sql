-- The tree of indicators of a round and track, and how experts scored along it.
-- Never edit this step; the next change of the schema is a new file with the next number.

-- weight: share of its parent in hundredths of a percent; NULL until somebody enters it.
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

-- value: hundredths of a point, 0 to 100 points. The newest of a person and leaf counts.
CREATE TABLE score (
    id INTEGER NOT NULL PRIMARY KEY,
    application INTEGER NOT NULL REFERENCES application (id),
    indicator INTEGER NOT NULL REFERENCES indicator (id),
    person INTEGER NOT NULL REFERENCES person (id),
    value INTEGER NOT NULL CHECK (value BETWEEN 0 AND 10000),
    note TEXT NOT NULL,
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX score_application ON score (application, person, indicator);

CREATE TABLE scores_closed (
    round TEXT NOT NULL REFERENCES round (id),
    track TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES person (id),
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (round, track)
) STRICT;
