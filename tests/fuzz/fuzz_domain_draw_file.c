/* fuzz_domain_draw_file.c - any bytes as a published draw, and as the exact bytes of a list:
 * refused with words, or read and done again; a list that is read comes out as it was. */
#include "domain/draw_file.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void count_line(void *arg, const char *line)
{
    int *n = arg;

    must(*line);
    ++*n;
}

static void check_list(struct arena *a, const char *text, size_t len)
{
    struct draw_list l;
    struct draw_result r;
    struct buf again = {0};
    struct err err = {0};
    struct sha256 commitment = draw_commitment(text, len);

    if (!draw_list_read(a, text, len, &l, &err)) {
        must(err.kind == ERR_BAD_BODY && err.text[0] && err.zh[0]);
        return;
    }
    draw_list_bytes(&l, &again);
    must(again.len == len && memcmp(again.data, text, len) == 0);
    must(draw_run(&l, &commitment, "seed", a, &r));
    buf_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    struct arena *a = arena_new();
    struct draw_file f;
    struct err err = {0};
    int n = 0;

    draw_file_is_one(text, size);
    if (draw_file_read(a, text, size, &f, &err))
        must(draw_file_verify(&f, a, count_line, &n) == (n == 0));
    else
        must(err.kind != ERR_NONE && err.text[0] && err.zh[0]);
    check_list(a, text, size);
    arena_free(a);
    return 0;
}
