/* load_inputs.c - finding, hashing and opening; what the texts say is read elsewhere. */
#include "cli/load_inputs.h"

#include "base/file.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_INPUT = 64 << 20 };

/* file: where it stands; NULL: sources.csv says. */
static const struct input_row {
    const char *name, *file;
    bool optional;
} rows[LOAD_INPUTS] = {
    [INPUT_PROVINCE_SHAPES] = {"province_shapes", NULL, false},
    [INPUT_PREFECTURE_SHAPES] = {"prefecture_shapes", NULL, false},
    [INPUT_COUNTY_SHAPES] = {"county_shapes", NULL, false},
    [INPUT_CODE_TABLE] = {"code_table", NULL, false},
    [INPUT_PLACES_EXTRA] = {"places_extra", "places_extra.csv", false},
    [INPUT_CODE_CHANGES] = {"code_changes", "code_changes.csv", false},
    [INPUT_PINYIN] = {"pinyin", "prepared/pinyin.csv", false},
    [INPUT_COUNTS] = {"expected_counts", "expected_counts.csv", true},
};

static const char *const source_columns[] = {"role", "path", "sha256"};
enum { SOURCE_ROLE, SOURCE_PATH, SOURCE_SHA256 };

static const char HOW_TO_GET_IT[] = "run `npm ci && node prepare.mjs` in geodata/";

static bool hash_file(struct load_input *in, struct err *err)
{
    struct sha256 sum;

    if (access(in->path, F_OK) != 0)
        return err_set(err, ERR_NOT_FOUND, "%s is missing: %s", in->path, HOW_TO_GET_IT);
    if (!sha256_of_file(in->path, &sum, err))
        return false;
    sha256_hex(&sum, in->sha256);
    in->present = true;
    return true;
}

static bool hash_own_files(struct load_inputs *in, const char *dir, struct arena *a,
                           struct err *err)
{
    for (size_t i = 0; i < LOAD_INPUTS; i++) {
        struct load_input *f = &in->files[i];
        struct sha256 nothing = sha256_of("", 0);

        if (!rows[i].file)
            continue;
        f->path = arena_printf(a, "%s/%s", dir, rows[i].file);
        sha256_hex(&nothing, f->sha256);
        if (!(rows[i].optional && access(f->path, F_OK) != 0) && !hash_file(f, err))
            return false;
    }
    return true;
}

static struct load_input *find_source(struct load_inputs *in, const char *role)
{
    for (size_t i = 0; i < LOAD_INPUTS; i++) {
        if (!rows[i].file && strcmp(rows[i].name, role) == 0)
            return &in->files[i];
    }
    return NULL;
}

static bool take_source(struct load_inputs *in, const struct load_table *t, const char *dir,
                        struct arena *a, struct err *err)
{
    const char *const *row = t->csv.fields;
    struct load_input *f = find_source(in, row[SOURCE_ROLE]);

    if (!f)
        return err_set(err, ERR_BAD_BODY, "%s line %zu: there is no role \"%.40s\"", t->input->path,
                       t->csv.line, row[SOURCE_ROLE]);
    if (f->path)
        return err_set(err, ERR_BAD_BODY, "%s line %zu: %s stands there twice", t->input->path,
                       t->csv.line, f->name);
    f->path = arena_printf(a, "%s/%s", dir, row[SOURCE_PATH]);
    if (!hash_file(f, err))
        return false;
    return strcmp(f->sha256, row[SOURCE_SHA256]) == 0 ||
           err_set(err, ERR_BAD_BODY,
                   "%s: its SHA-256 is %.16s…, %s line %zu wants %.16s…: the file was cut or "
                   "changed; %s",
                   f->path, f->sha256, t->input->path, t->csv.line, row[SOURCE_SHA256],
                   HOW_TO_GET_IT);
}

static bool read_sources(struct load_inputs *in, const char *dir, struct arena *a, struct err *err)
{
    struct load_input list = {.name = "sources", .path = arena_printf(a, "%s/sources.csv", dir)};
    struct load_table t;
    int rc = -1;

    if (access(list.path, F_OK) != 0)
        return err_set(err, ERR_NOT_FOUND, "%s is missing: name the folder with --geodata DIR",
                       list.path);
    if (!hash_file(&list, err) ||
        !load_table_open(&t, &list, source_columns, COUNT(source_columns), a, err))
        return false;
    while ((rc = load_table_next(&t, err)) == 1) {
        if (!take_source(in, &t, dir, a, err)) {
            rc = -1;
            break;
        }
    }
    load_table_close(&t);
    for (size_t i = 0; rc == 0 && i < LOAD_INPUTS; i++) {
        if (!in->files[i].path && !rows[i].file) {
            err_set(err, ERR_BAD_BODY, "%s: there is no row for %s", list.path, rows[i].name);
            rc = -1;
        }
    }
    return rc == 0;
}

bool load_inputs_find(struct load_inputs *in, const char *dir, struct arena *a, struct err *err)
{
    *in = (struct load_inputs){0};
    for (size_t i = 0; i < LOAD_INPUTS; i++)
        in->files[i].name = rows[i].name;
    return read_sources(in, dir, a, err) && hash_own_files(in, dir, a, err);
}

bool load_input_text(const struct load_input *in, char **text, size_t *size, struct err *err)
{
    char hex[SHA256_HEX];
    struct sha256 sum;

    *text = NULL;
    *size = 0;
    if (!file_read(in->path, MAX_INPUT, text, size, err))
        return false;
    sum = sha256_of(*text, *size);
    if (strcmp(sha256_hex(&sum, hex), in->sha256) == 0)
        return true;
    free(*text);
    *text = NULL;
    return err_set(err, ERR_BUSY, "%s was changed while it was read: try again", in->path);
}

/* ---- tables ---- */

static bool check_header(const struct load_table *t, const char *const *columns, size_t n,
                         struct err *err)
{
    struct buf want = {0};
    bool same = t->csv.n_fields == n;

    for (size_t i = 0; i < n; i++) {
        buf_printf(&want, "%s%s", i ? "," : "", columns[i]);
        same = same && strcmp(t->csv.fields[i], columns[i]) == 0;
    }
    if (!same)
        err_set(err, ERR_BAD_BODY, "%s line 1: the columns must be %s", t->input->path, want.data);
    buf_free(&want);
    return same;
}

static int next_row(struct load_table *t, struct err *err)
{
    struct err own = {0};
    int rc = csv_next(&t->csv, &own);

    if (rc < 0)
        err_set(err, ERR_BAD_BODY, "%s: %s", t->input->path, own.text);
    return rc;
}

bool load_table_open(struct load_table *t, const struct load_input *in, const char *const *columns,
                     size_t n_columns, struct arena *a, struct err *err)
{
    size_t size = 0;
    int rc;

    *t = (struct load_table){.input = in, .n_columns = n_columns};
    if (!load_input_text(in, &t->text, &size, err))
        return false;
    csv_reader_init(&t->csv, t->text, size, a);
    rc = next_row(t, err);
    if (rc == 0)
        err_set(err, ERR_BAD_BODY, "%s is empty", in->path);
    if (rc == 1 && check_header(t, columns, n_columns, err))
        return true;
    load_table_close(t);
    return false;
}

int load_table_next(struct load_table *t, struct err *err)
{
    int rc = next_row(t, err);

    if (rc == 1 && t->csv.n_fields != t->n_columns) {
        err_set(err, ERR_BAD_BODY, "%s line %zu: %zu fields, not %zu", t->input->path, t->csv.line,
                t->csv.n_fields, t->n_columns);
        return -1;
    }
    return rc;
}

void load_table_close(struct load_table *t)
{
    free(t->text);
    t->text = NULL;
}
