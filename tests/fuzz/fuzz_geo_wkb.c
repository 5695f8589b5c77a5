/* fuzz_geo_wkb.c - any bytes as stored geometry: refused, or written again as the same bytes. */
#include "geo/wkb.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { WKB_MULTI_POLYGON = 6, WKB_MULTI_LINE = 5 };

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_same(struct bytes in, const struct buf *out, char multi)
{
    must(in.size >= 5);
    if (in.at[1] == multi)
        must(out->len == in.size && memcmp(out->data, in.at, in.size) == 0);
    else /* a single one comes back as the only member of a collection */
        must(out->len == in.size + 9 && memcmp(out->data + 9, in.at, in.size) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes wkb = {(const char *)data, size};
    struct arena *arena = arena_new();
    struct multipolygon area;
    struct multiline lines;
    struct buf out = {0};
    struct err err = {0}, lines_err = {0};

    if (wkb_read_area(wkb, arena, &area, &err)) {
        must(area.n_rings > 0 && area.n_points >= 4 && area.box.min_x <= area.box.max_x);
        wkb_put_area(&out, &area);
        check_same(wkb, &out, WKB_MULTI_POLYGON);
    } else {
        must(err.kind == ERR_INTERNAL && err.text[0]);
    }
    out.len = 0;
    if (wkb_read_lines(wkb, arena, &lines, &lines_err)) {
        must(lines.n_lines > 0 && lines.first[lines.n_lines] == lines.n_points);
        wkb_put_lines(&out, &lines);
        check_same(wkb, &out, WKB_MULTI_LINE);
    } else {
        must(lines_err.kind == ERR_INTERNAL && lines_err.text[0]);
    }
    buf_free(&out);
    arena_free(arena);
    return 0;
}
