/* extent_write.c - a read extent put into words again, always in the order 东南西北. */
#include "domain/extent.h"

#include "base/buf.h"

static void write_piece(struct buf *b, const struct limit_piece *p)
{
    buf_puts(b, p->name);
    if (p->alias)
        buf_printf(b, "（%s）", p->alias);
    if (p->offset.given) {
        buf_puts(b, extent_side_label(p->offset.towards, false));
        buf_put_number(b, p->offset.metres, 3);
        buf_puts(b, "米");
    }
}

static void write_block(struct buf *b, const struct extent_block *block)
{
    const char *comma = "";

    if (block->label)
        buf_printf(b, "%s：", block->label);
    for (int i = 0; i < EXTENT_SIDES; i++) {
        const struct extent_limit *limit = &block->sides[i];
        if (!limit->present)
            continue;
        buf_printf(b, "%s%s至", comma, extent_side_label((enum extent_side)i, false));
        for (size_t k = 0; k < limit->n_pieces; k++) {
            buf_puts(b, k ? "—" : "");
            write_piece(b, &limit->pieces[k]);
        }
        comma = "，";
    }
}

const char *extent_write(struct arena *a, const struct extent *e)
{
    struct buf b = {.data = NULL};
    const char *text;

    buf_puts(&b, "");
    for (size_t i = 0; i < e->n_blocks; i++) {
        buf_puts(&b, i ? "\n" : "");
        write_block(&b, &e->blocks[i]);
    }
    text = arena_strndup(a, b.data, b.len);
    buf_free(&b);
    return text;
}
