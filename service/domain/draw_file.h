/* draw_file.h - a draw as it was published (GET /api/v1/draws/{id}), read back and done again by
 * whoever has the file and nothing else. */
#ifndef DOMAIN_DRAW_FILE_H
#define DOMAIN_DRAW_FILE_H

#include "domain/draw.h"

struct drawn_row { /* who inspects whom, as the file says it */
    int64_t institution;
    int inspectors[DRAW_EACH_MOST];
    int n_inspectors;
};

struct draw_file {
    const char *list, *commitment; /* exact bytes; hex */
    size_t list_len;
    const char *seed, *result; /* NULL: not yet */
    struct draw_list told;     /* the same list, member by member */
    struct drawn_row *drawn;
    int n_drawn;
};

/* Is this text worth reading as one, or something else altogether? */
bool draw_file_is_one(const char *text, size_t len);
bool draw_file_read(struct arena *a, const char *text, size_t len, struct draw_file *out,
                    struct err *err);
/* Does it all again: each difference is one line given to tell.  true: none. */
bool draw_file_verify(const struct draw_file *f, struct arena *a,
                      void (*tell)(void *arg, const char *line), void *arg);

#endif
