/* fuzz_domain_title_table.c - any bytes as a list of titles: refused with words, or rows of which
 * every one is whole or says what is wrong with it; and each of them judged. */
#include "base/charset.h"
#include "domain/title_import.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const struct place_brief places[] = {
    {"110108", "海淀区", "北京市", "北京市", KIND_MUNICIPALITY_DISTRICT},
    {"320106", "鼓楼区", "南京市", "江苏省", KIND_DISTRICT},
    {"350102", "鼓楼区", "福州市", "福建省", KIND_DISTRICT},
};
static const struct roster rosters[] = {{.kind = TITLE_DEMO_CITY,
                                         .batch = "2022",
                                         .since = DATE_NONE,
                                         .until = DATE_NONE,
                                         .declared = 1,
                                         .retracted = MOMENT_NONE}};
static const struct title now[] = {{.id = 1,
                                    .kind = TITLE_DEMO_CITY,
                                    .name = "海淀区",
                                    .holder = "110108",
                                    .unit = "110000",
                                    .batch = "2022",
                                    .source = "x",
                                    .since = DATE_NONE,
                                    .until = DATE_NONE,
                                    .revoked = DATE_NONE,
                                    .superseded = DATE_NONE,
                                    .retracted = MOMENT_NONE}};

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_row(const struct title_row *r)
{
    must(r->draft.line >= 2);
    must((r->result == ROW_REFUSED) == (r->draft.field != NULL));
    must(!r->draft.field || (r->en && *r->en && r->zh && *r->zh));
    if (r->result == ROW_REFUSED)
        return;
    must(r->title.name && r->title.source && (r->stands == 0) == (r->result == ROW_NEW));
    must(!title_kind_is_track(r->title.kind) || r->title.holder);
}

static void judge(const struct title_table *t, struct arena *a)
{
    const struct import_ground g = {
        .view = {.rosters = rosters, .n_rosters = 1, .as_of = MOMENT_NONE}, .now = now, .n_now = 1};
    struct title_row *rows = arena_alloc(a, t->n_rows, sizeof *rows);

    for (size_t i = 0; i < t->n_rows; i++) {
        rows[i].draft = t->rows[i];
        rows[i].place = title_place_find(places, 3, &rows[i].draft, a);
    }
    title_rows_judge(&g, rows, t->n_rows, a);
    for (size_t i = 0; i < t->n_rows; i++)
        check_row(&rows[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct bytes in = {(const char *)data, size};
    struct arena *a = arena_new();
    struct title_table t;
    struct err err = {0};
    const char *encoding;
    struct bytes text;

    if (!charset_read(a, in, &text, &encoding, &err) ||
        !title_table_read(a, text.at, text.size, &t, &err))
        must(err.kind != ERR_NONE && err.kind != ERR_INTERNAL && err.text[0] && err.zh[0]);
    else
        judge(&t, a);
    arena_free(a);
    return 0;
}
