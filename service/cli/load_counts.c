/* load_counts.c - a row names what it counts: layer:NAME, kind:NAME, county_level, sub_provincial.
 */
#include "cli/load_counts.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static const char *const columns[] = {"what", "count", "source"};
enum { COLUMN_WHAT, COLUMN_COUNT };

static const struct {
    const char *what;
    unsigned layer;
} layer_rows[] = {
    {"layer:provinces", IN_PROVINCES},
    {"layer:cities", IN_CITIES},
    {"layer:counties", IN_COUNTIES},
};

static const char KIND[] = "kind:";

size_t load_count_layer(const struct load_places *p, unsigned layer)
{
    size_t n = 0;

    for (size_t i = 0; i < p->n; i++)
        n += (p->at[i].d.layers & layer) != 0;
    return n;
}

static size_t count_kind(const struct load_places *p, enum place_kind kind)
{
    size_t n = 0;

    for (size_t i = 0; i < p->n; i++)
        n += p->at[i].d.kind == kind;
    return n;
}

static size_t count_county_level(const struct load_places *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->n; i++)
        n += place_kind_is_county_level(p->at[i].d.kind);
    return n;
}

static size_t count_sub_provincial(const struct load_places *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->n; i++)
        n += p->at[i].d.sub_provincial;
    return n;
}

/* false: nothing is called that. */
static bool count(const struct load_places *p, const char *what, size_t *n)
{
    enum place_kind kind;

    for (size_t i = 0; i < COUNT(layer_rows); i++) {
        if (strcmp(layer_rows[i].what, what) == 0) {
            *n = load_count_layer(p, layer_rows[i].layer);
            return true;
        }
    }
    if (strcmp(what, "county_level") == 0)
        *n = count_county_level(p);
    else if (strcmp(what, "sub_provincial") == 0)
        *n = count_sub_provincial(p);
    else if (strncmp(what, KIND, strlen(KIND)) == 0 && place_kind_parse(what + strlen(KIND), &kind))
        *n = count_kind(p, kind);
    else
        return false;
    return true;
}

static bool check_row(const struct load_table *t, const struct load_places *p, struct err *err)
{
    const char *what = t->csv.fields[COLUMN_WHAT], *text = t->csv.fields[COLUMN_COUNT];
    char *end;
    unsigned long want = strtoul(text, &end, 10);
    size_t n;

    if (!count(p, what, &n))
        return err_set(err, ERR_BAD_BODY, "%s line %zu: nothing is counted as \"%.40s\"",
                       t->input->path, t->csv.line, what);
    if (end == text || *end)
        return err_set(err, ERR_BAD_BODY, "%s line %zu: \"%.20s\" is not a number", t->input->path,
                       t->csv.line, text);
    return n == want ||
           err_set(err, ERR_BAD_BODY, "%s line %zu: there should be %lu of %s, and there are %zu",
                   t->input->path, t->csv.line, want, what, n);
}

bool load_counts(const struct load_input *in, const struct load_places *p, struct arena *a,
                 bool *checked, struct err *err)
{
    struct load_table t;
    int rc;

    *checked = in->present;
    if (!in->present)
        return true;
    if (!load_table_open(&t, in, columns, COUNT(columns), a, err))
        return false;
    while ((rc = load_table_next(&t, err)) == 1) {
        if (!check_row(&t, p, err)) {
            rc = -1;
            break;
        }
    }
    load_table_close(&t);
    return rc == 0;
}
