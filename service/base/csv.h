/* csv.h - comma-separated values, RFC 4180: quoted fields, doubled quotes, CRLF or LF.
 *
 * The reader gives one row at a time, fields decoded into the arena; a UTF-8 byte-order mark at the
 * very start is passed over.  A row that breaks the rules ends the reading with its line number. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum { CSV_MAX_FIELDS = 64 };

struct csv_reader {
    const char *text;
    size_t len, at;
    struct arena *arena;
    size_t line; /* of the row just read, counted from 1 */
    size_t next_line;
    const char *fields[CSV_MAX_FIELDS];
    size_t n_fields;
};

void csv_reader_init(struct csv_reader *r, const char *text, size_t len, struct arena *arena);
/* 1: a row was read; 0: there are no more; -1: err says what is wrong (field is "line N"). */
int csv_next(struct csv_reader *r, struct err *err);

/* Writes one field, quoted where it must be, with the comma before it unless it is the first of its
 * row.  A field that a spreadsheet would run as a formula (= + - @ at its start, and no number)
 * gets a ' in front. */
void csv_put(struct buf *out, bool first, const char *field);
void csv_end_row(struct buf *out); /* CRLF */

#endif
