-- The answer to what the public sent with a key, given again like that to a person (table replay).
-- Never edit this step; the next change of the schema is a new file with the next number.

-- scope: a digest of the network it came from. Kept and taken out like the rows of replay.
CREATE TABLE public_replay (
    scope BLOB NOT NULL CHECK (length(scope) = 32),
    name TEXT NOT NULL,
    request BLOB NOT NULL CHECK (length(request) = 32),
    status INTEGER NOT NULL,
    type TEXT NOT NULL,
    etag TEXT,
    location TEXT,
    revision INTEGER NOT NULL,
    body BLOB NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (scope, name)
) STRICT;
CREATE INDEX public_replay_at ON public_replay (at_ms);
