-- A password that somebody else gave an account, to be changed by its owner before anything else.
-- Never edit this step; the next change of the schema is a new file with the next number.

ALTER TABLE person ADD COLUMN password_due INTEGER NOT NULL DEFAULT 0
    CHECK (password_due IN (0, 1));
