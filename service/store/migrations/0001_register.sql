-- What every register has: who said what when, and what it was made of.
-- Never edit this step; the next change of the schema is a new file with the next number.

-- Single values; 'digest:<table>' covers the rows of a table together, so that a lost row shows.
CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- One row per change of what is published. digest covers the row and the digest before it.
CREATE TABLE revision (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    recorded_ms INTEGER NOT NULL,
    what TEXT NOT NULL,
    who TEXT,
    why TEXT,
    source TEXT,
    digest BLOB NOT NULL CHECK (length(digest) = 32)
) STRICT;

CREATE INDEX revision_recorded ON revision (recorded_ms);

-- The files a load read, so that the same files again change nothing.
CREATE TABLE input_file (
    name TEXT NOT NULL PRIMARY KEY,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    revision INTEGER NOT NULL REFERENCES revision (number)
) STRICT;
