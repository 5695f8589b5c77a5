/* Any bytes as a text of four limits: what is read holds together, what is refused says where, and
 * nothing of the text is named that does not stand in it. */
#include "domain/extent.h"

#include "base/utf8.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void is_text(const char *s)
{
    must(s && s[0] && utf8_valid(s, strlen(s)));
}

static void check_limit(const char *text, const struct extent_limit *limit)
{
    if (!limit->present) {
        must(limit->n_pieces == 0 && !limit->text);
        return;
    }
    is_text(limit->text);
    must(strstr(text, limit->text) != NULL);
    must(limit->n_pieces > 0 && limit->n_pieces <= EXTENT_PIECES_MOST);
    for (size_t i = 0; i < limit->n_pieces; i++) {
        const struct limit_piece *p = &limit->pieces[i];
        is_text(p->name);
        if (p->alias)
            is_text(p->alias);
        must(p->kind >= 0 && p->kind < LIMIT_KINDS);
        if (p->offset.given)
            must(p->offset.towards >= 0 && p->offset.towards < EXTENT_SIDES &&
                 p->offset.metres >= 0 && isfinite(p->offset.metres));
    }
}

static void check(const char *text, const struct extent *e)
{
    must(e->n_blocks > 0 && e->n_blocks <= EXTENT_BLOCKS_MOST);
    for (size_t i = 0; i < e->n_blocks; i++) {
        bool any = false;
        if (e->blocks[i].label) {
            is_text(e->blocks[i].label);
            must(strstr(text, e->blocks[i].label) != NULL);
        }
        for (int s = 0; s < EXTENT_SIDES; s++) {
            check_limit(text, &e->blocks[i].sides[s]);
            any = any || e->blocks[i].sides[s].present;
        }
        must(any);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    const char *text = arena_strndup(a, (const char *)data, size);
    struct extent e;
    struct err err = {.kind = ERR_NONE};

    if (extent_parse(a, text, &e, &err)) {
        must(err.kind == ERR_NONE && utf8_valid(text, strlen(text)));
        check(text, &e);
    } else {
        must(err.kind == ERR_BAD_BODY && strcmp(err.field, "extent_text") == 0);
        is_text(err.text);
        is_text(err.zh);
    }
    arena_free(a);
    return 0;
}
