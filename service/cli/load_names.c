/* load_names.c - four files, one shape of row.
 *
 * The Ministry's table is a text page: rows are six digits, blanks and a name, which ends in "*"
 * where the place stands directly under its province; every other line is a heading or a note. */
#include "cli/load_names.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static const char *const extra_columns[] = {"code", "name", "kind", "source"};
static const char *const change_columns[] = {"old_code", "new_code", "source"};
static const char *const reading_columns[] = {"code", "pinyin", "initials"};

static void add_row(struct name_table *t, struct arena *a, struct name_row row)
{
    if (t->n == t->room) {
        struct name_row *before = t->at;

        t->room = t->room ? t->room * 2 : 256;
        t->at = arena_alloc(a, t->room, sizeof *t->at);
        if (t->n > 0)
            memcpy(t->at, before, t->n * sizeof *t->at);
    }
    t->at[t->n++] = row;
}

static int by_code(const void *a, const void *b)
{
    return strcmp(((const struct name_row *)a)->code, ((const struct name_row *)b)->code);
}

struct name_row *name_find(const struct name_table *t, const char *code)
{
    const struct name_row key = {.code = code};

    return t->n > 0 ? bsearch(&key, t->at, t->n, sizeof *t->at, by_code) : NULL;
}

/* Sorts, and finds a code that stands twice. */
static bool close_table(struct name_table *t, struct err *err)
{
    if (t->n > 0)
        qsort(t->at, t->n, sizeof *t->at, by_code);
    for (size_t i = 1; i < t->n; i++) {
        const struct name_row *one = &t->at[i - 1], *two = &t->at[i];

        if (strcmp(one->code, two->code) == 0)
            return err_set(err, ERR_BAD_BODY, "%s line %zu: code %s stands in %s line %zu as well",
                           two->path, two->line, two->code, one->path, one->line);
    }
    return true;
}

/* ---- the code table ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static void read_code_line(struct name_table *t, const char *line, size_t len, size_t number,
                           const char *path, struct arena *a)
{
    size_t from = 6, to = len;

    while (to > 0 && (is_blank(line[to - 1]) || line[to - 1] == '\r'))
        to--;
    if (to > 0 && line[to - 1] == '*')
        to--;
    if (to <= from || strspn(line, "0123456789") != 6 || !is_blank(line[from]))
        return;
    while (from < to && is_blank(line[from]))
        from++;
    add_row(t, a,
            (struct name_row){.code = arena_strndup(a, line, 6),
                              .name = arena_strndup(a, line + from, to - from),
                              .more = "",
                              .path = path,
                              .line = number});
}

static bool read_code_table(const struct load_input *in, struct arena *a, struct name_table *t,
                            struct err *err)
{
    char *text;
    size_t size, number = 1, before = t->n;
    bool ok;

    if (!load_input_text(in, &text, &size, err))
        return false;
    ok = utf8_valid(text, size);
    for (size_t at = 0; ok && at < size; number++) {
        size_t len = strcspn(text + at, "\n");

        read_code_line(t, text + at, len, number, in->path, a);
        at += len + 1;
    }
    free(text);
    if (!ok)
        return err_set(err, ERR_BAD_BODY, "%s is not UTF-8 text", in->path);
    return t->n > before || err_set(err, ERR_BAD_BODY, "%s has no row with a code", in->path);
}

/* ---- our own tables ---- */

static bool check_row(const struct load_table *t, enum load_role role, struct err *err)
{
    const char *const *row = t->csv.fields;
    enum place_kind kind;

    if (!place_code_valid(row[0]))
        return err_set(err, ERR_BAD_BODY, "%s line %zu: \"%.20s\" is not a six-digit code",
                       t->input->path, t->csv.line, row[0]);
    if (role == INPUT_CODE_CHANGES && !place_code_valid(row[1]))
        return err_set(err, ERR_BAD_BODY, "%s line %zu: \"%.20s\" is not a six-digit code",
                       t->input->path, t->csv.line, row[1]);
    if (role == INPUT_PLACES_EXTRA && row[2][0] && !place_kind_parse(row[2], &kind))
        return err_set(err, ERR_BAD_BODY, "%s line %zu: %s: there is no kind \"%.40s\"",
                       t->input->path, t->csv.line, row[0], row[2]);
    for (size_t i = 0; i < t->n_columns; i++) {
        if (row[i][0] == '\0' && !(role == INPUT_PLACES_EXTRA && i == 2))
            return err_set(err, ERR_BAD_BODY, "%s line %zu: %s: a field is empty", t->input->path,
                           t->csv.line, row[0]);
    }
    return true;
}

static bool read_table(const struct load_inputs *in, enum load_role role,
                       const char *const *columns, size_t n_columns, struct arena *a,
                       struct name_table *out, struct err *err)
{
    struct load_table t;
    int rc;

    if (!load_table_open(&t, &in->files[role], columns, n_columns, a, err))
        return false;
    while ((rc = load_table_next(&t, err)) == 1) {
        if (!check_row(&t, role, err)) {
            rc = -1;
            break;
        }
        add_row(out, a,
                (struct name_row){.code = t.csv.fields[0],
                                  .name = t.csv.fields[1],
                                  .more = t.csv.fields[2],
                                  .path = t.input->path,
                                  .line = t.csv.line});
    }
    load_table_close(&t);
    return rc == 0;
}

bool load_names(const struct load_inputs *in, struct arena *a, struct load_names *out,
                struct err *err)
{
    *out = (struct load_names){0};
    return read_code_table(&in->files[INPUT_CODE_TABLE], a, &out->places, err) &&
           read_table(in, INPUT_PLACES_EXTRA, extra_columns, COUNT(extra_columns), a, &out->places,
                      err) &&
           close_table(&out->places, err) &&
           read_table(in, INPUT_CODE_CHANGES, change_columns, COUNT(change_columns), a,
                      &out->changes, err) &&
           close_table(&out->changes, err) &&
           read_table(in, INPUT_PINYIN, reading_columns, COUNT(reading_columns), a, &out->readings,
                      err) &&
           close_table(&out->readings, err);
}
