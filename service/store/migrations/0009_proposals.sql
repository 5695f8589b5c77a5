-- Titles that a province says are missing or wrong, and what the public says is wrong.
-- Never edit this step; the next change of the schema is a new file with the next number.

-- A proposal of what = 'missing' names no title; of 'wrong' it names the one on record, and the
-- other columns say what it should be. holder is a place; a park or zone has none, but a name. url:
-- the page of an authority that says so, where there is one. made: the row that came of it.
CREATE TABLE proposal (
    id INTEGER NOT NULL PRIMARY KEY,
    unit TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('missing', 'wrong')),
    title INTEGER REFERENCES title (id),
    kind TEXT NOT NULL,
    holder TEXT,
    name TEXT,
    batch TEXT,
    since TEXT,
    until TEXT,
    document TEXT NOT NULL,
    url TEXT,
    evidence TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES person (id),
    at_ms INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'declined')),
    reason TEXT,
    decided_by INTEGER REFERENCES person (id),
    decided_ms INTEGER,
    made INTEGER REFERENCES title (id),
    CHECK ((what = 'wrong') = (title IS NOT NULL)),
    CHECK ((holder IS NULL) = (name IS NOT NULL)),
    CHECK ((state = 'open') = (decided_ms IS NULL)),
    CHECK ((state = 'open') = (decided_by IS NULL)),
    CHECK ((state = 'open') = (reason IS NULL)),
    CHECK ((state = 'accepted') = (made IS NOT NULL))
) STRICT;
CREATE INDEX proposal_unit ON proposal (unit, state);
CREATE INDEX proposal_state ON proposal (state);

-- about: a place ("place/110108") or a title ("title/12"). contact: who says so and how they are
-- reached; shown to those who answer only.
CREATE TABLE report (
    id INTEGER NOT NULL PRIMARY KEY,
    about TEXT NOT NULL,
    text TEXT NOT NULL,
    contact INTEGER REFERENCES personal (id),
    at_ms INTEGER NOT NULL,
    seen_by INTEGER REFERENCES person (id),
    seen_ms INTEGER,
    answer TEXT,
    CHECK ((seen_by IS NULL) = (seen_ms IS NULL)),
    CHECK ((answer IS NULL) = (seen_ms IS NULL))
) STRICT;
