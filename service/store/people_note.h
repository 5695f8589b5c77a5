/* people_note.h - what accounts, sessions, tokens and experts share: their audit entries, and how a
 * person is read. */
#ifndef STORE_PEOPLE_NOTE_H
#define STORE_PEOPLE_NOTE_H

#include "db/db.h"
#include "store/people.h"

/* What was done to "kind/id"; facts: members of a JSON object as text ("\"role\":\"city\""), or "".
 * No name and no label goes in: they may say who somebody is, and an entry stays for good. */
bool people_note(struct store *s, const struct act_by *by, const char *action, const char *kind,
                 int64_t id, const char *facts, struct err *err);

/* Runs a statement with one whole number as its parameter. */
bool people_run_for(struct store *s, const char *sql, int64_t id, struct err *err);

/* The columns that begin every statement which reads a person. */
#define PERSON_COLUMNS                                                                             \
    "p.id, p.name, p.role, p.unit, p.place, p.password, p.made_ms, p.closed_ms, p.password_due"
enum {
    COL_PERSON_ID,
    COL_PERSON_NAME,
    COL_PERSON_ROLE,
    COL_PERSON_UNIT,
    COL_PERSON_PLACE,
    COL_PERSON_PASSWORD,
    COL_PERSON_MADE,
    COL_PERSON_CLOSED,
    COL_PERSON_PASSWORD_DUE,
    PERSON_COLUMN_COUNT
};
bool people_from_row(struct stmt *row, struct arena *a, struct person *out, struct err *err);

/* Who is behind a secret by the row of q that has its digest as $1; *out with id 0: nobody.  q is
 * given back; NULL is a failure that err tells already. */
typedef bool people_read(struct stmt *q, struct arena *a, moment_t now, struct signed_in *out,
                         struct err *err);
bool people_behind(struct stmt *q, const struct sha256 *digest, people_read *read, struct arena *a,
                   moment_t now, struct signed_in *out, struct err *err);

/* "there is no account 7", of a closed one too. */
bool people_nobody(int64_t id, struct err *err);

#endif
