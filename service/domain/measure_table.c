/* measure_table.c - read by base/csv.h; a number is taken only if it is written plainly. */
#include "domain/measure_table.h"

#include "base/csv.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COL_TARGET, COL_YEAR, COL_VALUE, COL_SOURCE, COL_NOTE, COLUMNS };
enum { DIGITS_MOST = 15, YEAR_LEAST = 1949, YEAR_MOST = 2100, TEXT_MOST = 400 };

static const char *const columns[COLUMNS] = {"target", "year", "value", "source", "note"};

bool measure_value_read(const char *s, double *out)
{
    const char *c = s + (*s == '-');
    size_t whole = strspn(c, "0123456789"), part = 0;

    if (c[whole] == '.')
        part = strspn(c + whole + 1, "0123456789");
    if (whole == 0 || whole + part > DIGITS_MOST || (c[whole] == '.' && part == 0) ||
        c[whole + (part ? part + 1 : 0)] != '\0')
        return false;
    *out = strtod(s, NULL);
    return true;
}

/* 0: it is none that could be meant. */
static int year_of(const char *s)
{
    int year = 0;

    if (strlen(s) != 4 || strspn(s, "0123456789") != 4)
        return 0;
    for (; *s; s++)
        year = year * 10 + (*s - '0');
    return year >= YEAR_LEAST && year <= YEAR_MOST ? year : 0;
}

/* One line, without controls. */
static bool is_text(const char *s)
{
    size_t n = 0;

    for (const char *c = s; *c; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7F)
            return false;
        n += ((unsigned char)*c & 0xC0) != 0x80;
    }
    return n <= TEXT_MOST;
}

static bool find_columns(const struct csv_reader *r, int at[COLUMNS], struct err *err)
{
    for (int c = 0; c < COLUMNS; c++)
        at[c] = -1;
    for (size_t f = 0; f < r->n_fields; f++) {
        int c = 0;

        while (c < COLUMNS && strcmp(columns[c], r->fields[f]) != 0)
            c++;
        if (c == COLUMNS || at[c] >= 0)
            return err_say(err, ERR_BAD_BODY, "line 1",
                           "'%.40s' is no column, or stands twice: target, year, value, source, "
                           "note",
                           "“%.40s”不是列名或重复：应为 target、year、value、source、note",
                           r->fields[f]);
        at[c] = (int)f;
    }
    for (int c = 0; c < COL_NOTE; c++) {
        if (at[c] < 0)
            return err_say(err, ERR_BAD_BODY, "line 1", "the column %s is missing", "缺少 %s 列",
                           columns[c]);
    }
    return true;
}

static const char *field_of(const struct csv_reader *r, const int at[COLUMNS], int c)
{
    return at[c] >= 0 && (size_t)at[c] < r->n_fields ? r->fields[at[c]] : "";
}

static void take_row(struct measure_table *t, struct arena *a, const struct csv_reader *r,
                     const int at[COLUMNS])
{
    const char *code = field_of(r, at, COL_TARGET), *year = field_of(r, at, COL_YEAR);
    const char *value = field_of(r, at, COL_VALUE), *source = field_of(r, at, COL_SOURCE);
    const char *note = field_of(r, at, COL_NOTE);
    struct measure *m = &t->rows[t->n];

    *m = (struct measure){.target = code,
                          .value = NAN,
                          .source = source,
                          .note = *note ? note : NULL,
                          .retracted = MOMENT_NONE};
    t->lines[t->n++] = r->line;
    m->year = year_of(year);
    if (!m->year)
        table_faults_add(&t->faults, a, r->line, "year", "a year such as 2025 is needed",
                         "应为四位年份，如 2025");
    if (*value && !measure_value_read(value, &m->value))
        table_faults_add(&t->faults, a, r->line, "value",
                         "a plain number such as 120 or 3.5 is needed, or nothing",
                         "应为数字（如 120 或 3.5），或留空");
    if (!*source || !is_text(source))
        table_faults_add(&t->faults, a, r->line, "source", "a source of one line is needed",
                         "须写明来源（一行）");
    if (!is_text(note))
        table_faults_add(&t->faults, a, r->line, "note",
                         "a note is one line of at most 400 characters",
                         "备注应为一行，最多 400 个字符");
}

bool measure_table_read(struct arena *a, const char *text, size_t len, struct measure_table *out,
                        struct err *err)
{
    struct csv_reader r;
    size_t n_columns;
    int at[COLUMNS], rc;

    *out = (struct measure_table){.rows = arena_alloc(a, MEASURES_MOST, sizeof *out->rows),
                                  .lines = arena_alloc(a, MEASURES_MOST, sizeof *out->lines)};
    if (len == 0)
        return err_say(err, ERR_BAD_BODY, NULL, "the table is empty", "表格为空");
    if (!utf8_valid(text, len) || memchr(text, '\0', len))
        return err_say(err, ERR_BAD_BODY, NULL, "the table is not UTF-8 text",
                       "表格不是 UTF-8 文本");
    csv_reader_init(&r, text, len, a);
    rc = csv_next(&r, err);
    if (rc < 0)
        return false;
    if (rc == 0)
        return err_say(err, ERR_BAD_BODY, NULL, "the table is empty", "表格为空");
    if (!find_columns(&r, at, err))
        return false;
    n_columns = r.n_fields;
    while ((rc = csv_next(&r, err)) == 1) {
        if (r.n_fields == 1 && !*r.fields[0])
            continue; /* an empty line */
        if (out->n == MEASURES_MOST)
            return err_say(err, ERR_TOO_LARGE, NULL, "a table has at most %d rows",
                           "表格最多 %d 行", (int)MEASURES_MOST);
        take_row(out, a, &r, at);
        if (r.n_fields != n_columns)
            table_faults_add(&out->faults, a, r.line, "line",
                             "a row has as many fields as there are columns",
                             "各行的字段数应与表头一致");
    }
    return rc == 0;
}

/* ---- against the targets, and each other ---- */

struct by_key {
    const struct measure *m;
    size_t line;
};

static int compare(const void *a, const void *b)
{
    const struct by_key *p = a, *q = b;
    int order = strcmp(p->m->target, q->m->target);

    if (order == 0)
        order = (p->m->year > q->m->year) - (p->m->year < q->m->year);
    return order ? order : (p->line > q->line) - (p->line < q->line);
}

static bool has_target(const struct target *const *targets, size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(targets[i]->code, code) == 0)
            return true;
    }
    return false;
}

void measure_table_check(struct measure_table *t, struct arena *a,
                         const struct target *const *targets, size_t n_targets)
{
    struct by_key *keys = arena_alloc(a, t->n + 1, sizeof *keys);

    for (size_t i = 0; i < t->n; i++) {
        keys[i] = (struct by_key){&t->rows[i], t->lines[i]};
        if (!has_target(targets, n_targets, t->rows[i].target))
            table_faults_add(&t->faults, a, t->lines[i], "target",
                             "there is no target of this code", "没有该代码的目标");
    }
    if (t->n)
        qsort(keys, t->n, sizeof *keys, compare);
    for (size_t i = 1; i < t->n; i++) {
        if (keys[i].m->year && keys[i].m->year == keys[i - 1].m->year &&
            strcmp(keys[i].m->target, keys[i - 1].m->target) == 0)
            table_faults_add(&t->faults, a, keys[i].line, "year",
                             "the same target and year stand twice", "同一目标的同一年份重复");
    }
}
