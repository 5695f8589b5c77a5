-- Applications for zones, and rounds of other programmes than that of 2023.
-- Never edit this step; the next change of the schema is a new file with the next number.

-- What is applied for, where one government may apply for several: the id of the zone it is about,
-- or the name of a new one; '' while neither was said, and for cities and counties.
ALTER TABLE application ADD COLUMN about TEXT NOT NULL DEFAULT '';
DROP INDEX application_live;
CREATE UNIQUE INDEX application_live ON application (round, track, place, about)
    WHERE state NOT IN ('declined', 'rejected', 'withdrawn', 'cancelled');

-- tracks: those a round is for, names with single spaces between them. A round without a row here
-- is for the four of cities and counties. unit: whose programme it is; NULL: the nation's. origin
-- as of titles: a load touches rounds of its own origin only.
CREATE TABLE round_scope (
    round TEXT NOT NULL PRIMARY KEY REFERENCES round (id),
    tracks TEXT NOT NULL,
    unit TEXT,
    origin TEXT NOT NULL CHECK (origin IN ('facts', 'operator')),
    source TEXT NOT NULL,
    digest BLOB CHECK (length(digest) = 32)
) STRICT;
