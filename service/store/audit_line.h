/* audit_line.h - the chain as JSON lines, to be kept and verified elsewhere.
 *
 * The first line says where the lines begin and end and which hashes stand before and at the end;
 * then follows an entry a line.  A line is read back only if writing it again gives the very same
 * bytes, so nothing can hide in how it is written. */
#ifndef STORE_AUDIT_LINE_H
#define STORE_AUDIT_LINE_H

#include "store/audit.h"

#define AUDIT_FORMAT "sizhi-audit-1"

struct audit_head {
    struct audit_entry before, newest; /* seq and hashes alone: of before the first, of the last */
};

void audit_head_write(struct buf *out, const struct audit_head *h);
bool audit_head_read(const char *line, size_t len, struct audit_head *out, struct err *err);
void audit_line_write(struct buf *out, const struct audit_entry *e);
bool audit_line_read(const char *line, size_t len, struct arena *a, struct audit_entry *out,
                     struct err *err);

/* Entries after since, at most limit, head line first. */
bool audit_lines(struct store *s, int64_t since, size_t limit, struct buf *out, struct err *err);

/* Walks along such lines, one at a time, without the newline. */
struct audit_lines_walk {
    struct audit_walk walk;
    struct audit_head head;
    bool begun;
};
/* false: the file is none of these; a line that does not hold is told by the walk. */
bool audit_lines_on(struct audit_lines_walk *w, const char *line, size_t len, struct err *err);
bool audit_lines_end(struct audit_lines_walk *w, struct err *err);

#endif
