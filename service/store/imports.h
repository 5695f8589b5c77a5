/* imports.h - published lists handed in as files: looked at, applied, undone.
 *
 * Looking needs no writer: rows are read and held against the register through any connection.  Who
 * applies what was found does so under one revision, all rows or none, and only while the register
 * is what it was when the file was looked at. */
#ifndef STORE_IMPORTS_H
#define STORE_IMPORTS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "domain/title_import.h"
#include "store/people.h"
#include "store/store.h"

#include <stddef.h>

enum import_state {
    IMPORT_PREVIEWED,
    IMPORT_APPLIED,
    IMPORT_UNDONE,
    IMPORT_DISCARDED,
    IMPORT_STATES
};

struct import_batch {
    int64_t id; /* 0: there is none */
    const char *kind, *name;
    const char *source; /* said of the whole file; NULL: not said */
    struct sha256 sha256, found;
    int64_t size;
    const char *encoding, *stood;
    enum import_state state;
    int64_t version;
    int64_t person;
    moment_t at;
    int64_t left_out;               /* refused rows it was applied without; -1: not applied */
    int64_t applied_by, applied_in; /* 0: never */
    int64_t ended_by, undone_in;    /* undone or discarded */
    moment_t applied, ended;
    const char *reason;
    int64_t n[ROW_RESULTS]; /* rows of each result */
};

struct import_row {
    size_t line;
    enum row_result result;
    const char *field, *en, *zh;
    bool has_kind;
    struct title title; /* as it would stand; of a refused row as far as it could be read */
    const char *note;
    int64_t stands;
    int64_t made; /* the title that it recorded; 0: none */
};

/* ---- looking ---- */

/* What a preview leans on, as one text that differs when anything of it does. */
bool store_import_ground(struct store *s, struct arena *a, const char **key, struct err *err);
/* What is said of a file as a whole. */
struct import_said {
    const char *source; /* for rows that do not say theirs; NULL: not said */
    bool new_lists;     /* lists that are not on record are recorded with their titles */
};
/* Every row with what it comes to; *stood is the key of what it was held against. */
bool store_import_look(struct store *s, struct arena *a, const struct title_table *table,
                       const struct import_said *said, struct title_row **rows, const char **stood,
                       struct err *err);

/* ---- reading ---- */

bool store_import(struct store *s, struct arena *a, int64_t id, struct import_batch *out,
                  struct err *err);
/* The newest first. */
bool store_imports(struct store *s, struct arena *a, long limit, long offset,
                   struct import_batch **out, size_t *n, int64_t *total, struct err *err);

struct import_rows_asked {
    int64_t batch;
    int result; /* enum row_result, -1: all */
    long limit, offset;
};
bool store_import_rows(struct store *s, struct arena *a, const struct import_rows_asked *asked,
                       struct import_row **out, size_t *n, int64_t *total, struct err *err);
/* Over the rows as they were found. */
bool store_import_digest(struct store *s, int64_t batch, struct sha256 *out, struct err *err);

const char *import_state_name(enum import_state s); /* "previewed" … */
const char *import_state_label(enum import_state s, bool english);
bool import_state_parse(const char *s, enum import_state *out);

/* ---- changes: inside a transaction ---- */

/* Keeps what was found; fills in id, found, state, version, person, at and n. */
bool store_import_put(struct store *s, struct import_batch *b, const struct title_row *rows,
                      size_t n, const struct act_by *by, struct err *err);
/* Records every row that is new, changes or takes back.  ERR_WRONG_STATE: it is no preview any
 * more; ERR_CONFLICT: the register has moved on, or rows are refused and not left out. */
bool store_import_apply(struct store *s, struct import_batch *b, bool leave_out_refused,
                        const struct act_by *by, struct err *err);
/* Takes back all it did.  ERR_CONFLICT names what was built on it since. */
bool store_import_undo(struct store *s, struct import_batch *b, const char *reason,
                       const struct act_by *by, struct err *err);
bool store_import_discard(struct store *s, struct import_batch *b, const struct act_by *by,
                          struct err *err);

/* ---- what the chain is told: JSON objects, always the same bytes of the same row ---- */

void import_facts(struct buf *out, const struct import_batch *b);
void import_standing_facts(struct buf *out, const struct import_batch *b);

#endif
