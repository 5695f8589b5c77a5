/* fuzz_api_lines_body.c - any bytes as boundary lines: refused with words, or lines within the
 * limits, which are then closed or refused. */
#include "api/lines_body.h"

#include "geo/limit_lines.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void close_them(const struct multiline *lines, struct arena *a)
{
    const struct limit_lines_options usual = {0};
    struct geos *g = geos_new();
    struct multipolygon shape;
    struct err err = {0};

    if (limit_lines_close(g, lines, &usual, a, &shape, &err))
        must(shape.n_rings > 0);
    else
        must(err.text[0]);
    geos_free(g);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct request rq = {.body = {(const char *)data, size}, .arena = arena_new()};
    struct multiline lines;
    struct err err = {0};

    if (lines_read(&rq, DATUM_CGCS2000, &lines, &err)) {
        must(lines.n_lines <= LIMIT_LINES_MOST && lines.n_points <= LIMIT_POINTS_MOST);
        must(lines.first[lines.n_lines] == lines.n_points);
        for (uint32_t i = 0; i < lines.n_lines; i++)
            must(lines.first[i + 1] >= lines.first[i] + 2);
        for (uint32_t i = 0; i < 2 * lines.n_points; i++)
            must(isfinite(lines.xy[i]));
        close_them(&lines, rq.arena);
    } else {
        must(err.kind != ERR_NONE && err.text[0] && err.zh[0]);
    }
    arena_free(rq.arena);
    return 0;
}
