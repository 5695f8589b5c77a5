/* extent_spelled.h - a read extent in one line, so that a test's row can hold it:
 * "核心区: 东=城北路 南=徐潘路+南150 西=中环路(申江路) 北=三友河-周浦塘 | 东=…". */
#ifndef TESTS_EXTENT_SPELLED_H
#define TESTS_EXTENT_SPELLED_H

#include "base/buf.h"
#include "domain/extent.h"

#include <stdlib.h>

static inline void spell_limit(struct buf *b, const struct extent_limit *limit)
{
    for (size_t i = 0; i < limit->n_pieces; i++) {
        const struct limit_piece *p = &limit->pieces[i];
        buf_printf(b, "%s%s", i ? "-" : "", p->name);
        if (p->alias)
            buf_printf(b, "(%s)", p->alias);
        if (p->offset.given)
            buf_printf(b, "+%s%g", extent_side_label(p->offset.towards, false), p->offset.metres);
    }
}

/* The caller frees it. */
static inline char *spell_extent(const struct extent *e)
{
    struct buf b = {.data = NULL};

    for (size_t i = 0; i < e->n_blocks; i++) {
        const char *space = "";
        if (i)
            buf_puts(&b, " | ");
        if (e->blocks[i].label)
            buf_printf(&b, "%s: ", e->blocks[i].label);
        for (int s = 0; s < EXTENT_SIDES; s++) {
            if (!e->blocks[i].sides[s].present)
                continue;
            buf_printf(&b, "%s%s=", space, extent_side_label((enum extent_side)s, false));
            spell_limit(&b, &e->blocks[i].sides[s]);
            space = " ";
        }
    }
    return buf_steal(&b, NULL);
}

#endif
