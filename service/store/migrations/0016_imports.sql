-- Published lists handed in as files: what was found in each row, what came of it, and its undoing.
-- Never edit this step; the next change of the schema is a new file with the next number.
--
-- A batch is looked at before anything is recorded (previewed). Applied, it is one revision; undone,
-- another. Rows of titles stay in two times as ever: what a batch recorded and lost again is ended.

-- stood: what the lists, titles and divisions were when the file was looked at, as their digests; a
-- preview holds only while they are the same. encoding: how the file was written. sha256: of its
-- bytes; found: of the rows as they were found.
CREATE TABLE import_batch (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('titles', 'rosters')),
    name TEXT NOT NULL,
    source TEXT,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    size INTEGER NOT NULL CHECK (size > 0),
    encoding TEXT NOT NULL,
    stood TEXT NOT NULL,
    found BLOB NOT NULL CHECK (length(found) = 32),
    state TEXT NOT NULL CHECK (state IN ('previewed', 'applied', 'undone', 'discarded')),
    version INTEGER NOT NULL CHECK (version >= 1),
    person INTEGER NOT NULL REFERENCES person (id),
    at_ms INTEGER NOT NULL,
    left_out INTEGER,
    applied_by INTEGER REFERENCES person (id),
    applied_ms INTEGER,
    applied_in INTEGER REFERENCES revision (number),
    ended_by INTEGER REFERENCES person (id),
    ended_ms INTEGER,
    undone_in INTEGER REFERENCES revision (number),
    reason TEXT,
    CHECK ((applied_in IS NULL) = (applied_ms IS NULL)
           AND (applied_in IS NULL) = (applied_by IS NULL)
           AND (applied_in IS NULL) = (left_out IS NULL)),
    CHECK ((state IN ('applied', 'undone')) = (applied_in IS NOT NULL)),
    CHECK ((state = 'undone') = (undone_in IS NOT NULL)),
    CHECK ((state = 'undone') = (reason IS NOT NULL)),
    CHECK ((state IN ('undone', 'discarded')) = (ended_ms IS NOT NULL)
           AND (ended_ms IS NULL) = (ended_by IS NULL))
) STRICT;

-- line: in the file, where line 1 names the columns. list: the batch of the title. stands: the title
-- on record that the row is the same as, corrects or takes back. en, zh: why it is refused, or what
-- differs. Days and codes as far as they could be read.
CREATE TABLE import_row (
    batch INTEGER NOT NULL REFERENCES import_batch (id),
    line INTEGER NOT NULL CHECK (line >= 2),
    result TEXT NOT NULL CHECK (result IN ('new', 'same', 'change', 'retract', 'refused')),
    field TEXT,
    en TEXT,
    zh TEXT,
    kind TEXT,
    name TEXT,
    holder TEXT,
    unit TEXT,
    list TEXT,
    since TEXT,
    until TEXT,
    document TEXT,
    confidence TEXT,
    source_kind TEXT,
    source TEXT,
    note TEXT,
    host_guess TEXT,
    stands INTEGER REFERENCES title (id),
    PRIMARY KEY (batch, line),
    CHECK ((result = 'refused') = (field IS NOT NULL)),
    CHECK ((field IS NULL) OR (en IS NOT NULL AND zh IS NOT NULL)),
    CHECK (result NOT IN ('same', 'change', 'retract') OR stands IS NOT NULL)
) STRICT;
CREATE INDEX import_row_result ON import_row (batch, result);

-- What a row of an applied batch recorded (made), and what it ended; what was recorded again when
-- the batch was undone.
CREATE TABLE import_made (
    batch INTEGER NOT NULL,
    line INTEGER NOT NULL,
    made INTEGER REFERENCES title (id),
    ended INTEGER REFERENCES title (id),
    again INTEGER REFERENCES title (id),
    PRIMARY KEY (batch, line),
    FOREIGN KEY (batch, line) REFERENCES import_row (batch, line),
    CHECK (made IS NOT NULL OR ended IS NOT NULL),
    CHECK (again IS NULL OR ended IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX import_made_title ON import_made (made) WHERE made IS NOT NULL;

CREATE TRIGGER import_row_stays BEFORE UPDATE ON import_row
BEGIN SELECT RAISE(ABORT, 'the rows of a file stay as they were found'); END;
CREATE TRIGGER import_row_kept BEFORE DELETE ON import_row
BEGIN SELECT RAISE(ABORT, 'the rows of a file stay as they were found'); END;
CREATE TRIGGER import_made_stays BEFORE UPDATE OF batch, line, made, ended ON import_made
BEGIN SELECT RAISE(ABORT, 'what came of a file is only added to'); END;
CREATE TRIGGER import_made_kept BEFORE DELETE ON import_made
BEGIN SELECT RAISE(ABORT, 'what came of a file is only added to'); END;
