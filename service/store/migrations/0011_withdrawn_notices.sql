-- A notice that was opened by mistake and taken back before anything was listed in it.
-- Never edit this step; the next change of the schema is a new file with the next number.

-- The notice itself stays as it was published, row and digest; this says that it is over, and why.
CREATE TABLE notice_withdrawn (
    notice INTEGER NOT NULL PRIMARY KEY REFERENCES notice (id),
    reason TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES person (id),
    recorded_ms INTEGER NOT NULL,
    recorded_in INTEGER NOT NULL REFERENCES revision (number),
    digest BLOB CHECK (length(digest) = 32)
) STRICT;
