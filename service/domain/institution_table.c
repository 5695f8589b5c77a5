/* institution_table.c - one function per kind of cell, found by the name of its column. */
#include "domain/institution_table.h"

#include "base/csv.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum column {
    COLUMN_NAME,
    COLUMN_USCC,
    COLUMN_FORMS,
    COLUMN_IP_KINDS,
    COLUMN_SIZE,
    COLUMN_ADDRESS,
    COLUMN_LON,
    COLUMN_LAT,
    COLUMN_DATUM,
    COLUMN_ADMITTED,
    COLUMN_REASON,
    COLUMN_SOURCE,
    COLUMNS,
};

static const struct column_row {
    const char *name, *zh;
    bool needed;
} columns[COLUMNS] = {
    [COLUMN_NAME] = {"name", "机构名称", true},
    [COLUMN_USCC] = {"uscc", "统一社会信用代码", true},
    [COLUMN_FORMS] = {"forms", "服务业态", false},
    [COLUMN_IP_KINDS] = {"ip_kinds", "知识产权类型", false},
    [COLUMN_SIZE] = {"size", "规模", false},
    [COLUMN_ADDRESS] = {"address", "地址", false},
    [COLUMN_LON] = {"lon", "经度", false},
    [COLUMN_LAT] = {"lat", "纬度", false},
    [COLUMN_DATUM] = {"datum", "坐标系", false},
    [COLUMN_ADMITTED] = {"admitted", "入驻日期", true},
    [COLUMN_REASON] = {"reason", "入驻理由", true},
    [COLUMN_SOURCE] = {"source", "依据", true},
};

struct reading {
    struct csv_reader csv;
    struct arena *arena;
    struct institution_table *table;
    int at[COLUMNS]; /* place of a column in each row; -1: it is not there */
};

struct institution institution_drafted(const struct institution_draft *d, const double lon_lat[2])
{
    return (struct institution){
        .name = d->name,
        .uscc = d->uscc,
        .forms = d->forms,
        .ip_kinds = d->ip_kinds,
        .size = d->size,
        .address = d->address,
        .has_point = d->has_point,
        .lon = lon_lat[0],
        .lat = lon_lat[1],
        .given = {d->given[0], d->given[1]},
        .datum = d->datum,
        .since = d->admitted,
        .until = DATE_NONE,
        .source = d->source,
    };
}

static void fault(struct reading *r, enum column c, const char *en, const char *zh)
{
    table_faults_add(&r->table->faults, r->arena, r->csv.line, columns[c].name, en, zh);
}

/* ---- the names of the columns ---- */

static int column_named(const char *name)
{
    for (int c = 0; c < COLUMNS; c++) {
        if (strcmp(name, columns[c].name) == 0 || strcmp(name, columns[c].zh) == 0)
            return c;
    }
    return -1;
}

static bool place_column(struct reading *r, size_t i, struct err *err)
{
    const char *name = r->csv.fields[i];
    int c = column_named(name);

    if (c < 0)
        return err_say(err, ERR_BAD_BODY, "line 1", "there is no column '%.60s' in this table",
                       "表中没有“%.60s”这一列", name);
    if (r->at[c] >= 0)
        return err_say(err, ERR_BAD_BODY, "line 1", "the column '%.60s' is there twice",
                       "“%.60s”列重复", name);
    r->at[c] = (int)i;
    return true;
}

static bool read_columns(struct reading *r, struct err *err)
{
    int rc = csv_next(&r->csv, err);

    if (rc <= 0)
        return rc < 0 ? false : err_say(err, ERR_BAD_BODY, NULL, "the table is empty", "表格为空");
    for (int c = 0; c < COLUMNS; c++)
        r->at[c] = -1;
    for (size_t i = 0; i < r->csv.n_fields; i++) {
        if (!place_column(r, i, err))
            return false;
    }
    for (int c = 0; c < COLUMNS; c++) {
        if (columns[c].needed && r->at[c] < 0)
            return err_say(err, ERR_BAD_BODY, "line 1", "the table needs a column '%s'%.0s",
                           "表中缺少%.0s“%s”列", columns[c].name, columns[c].zh);
    }
    return true;
}

/* ---- cells ---- */

/* Without blanks around it; NULL where nothing stands. */
static const char *cell(const struct reading *r, enum column c)
{
    const char *s = r->at[c] >= 0 ? r->csv.fields[r->at[c]] : "";
    size_t len;

    s += strspn(s, " \t");
    len = strlen(s);
    while (len > 0 && (s[len - 1] == ' ' || s[len - 1] == '\t'))
        len--;
    return len > 0 ? arena_strndup(r->arena, s, len) : NULL;
}

/* Controls, and what turns the text round or hides where a line ends. */
static bool is_plain(const char *s, size_t *n_characters)
{
    size_t len = strlen(s);
    uint32_t cp = 0;

    *n_characters = 0;
    for (size_t at = 0, step; at < len; at += step) {
        step = utf8_next(s + at, len - at, &cp);
        if (step == 0 || cp < ' ' || (cp >= 0x7F && cp <= 0x9F) || (cp >= 0x2028 && cp <= 0x202E) ||
            (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFEFF)
            return false;
        ++*n_characters;
    }
    return true;
}

static const char *text_cell(struct reading *r, enum column c, size_t most)
{
    const char *s = cell(r, c);
    size_t n;

    if (!s) {
        if (columns[c].needed)
            fault(r, c, "it must not be empty", "不能为空");
        return NULL;
    }
    if (!is_plain(s, &n))
        fault(r, c, "it holds a control character", "含有控制字符");
    else if (n > most)
        fault(r, c, arena_printf(r->arena, "at most %zu characters", most),
              arena_printf(r->arena, "最多 %zu 个字符", most));
    return s;
}

static const char *uscc_cell(struct reading *r)
{
    const char *s = cell(r, COLUMN_USCC);
    char code[USCC_TEXT];
    struct err err = {0};

    if (!s || !uscc_read(s, columns[COLUMN_USCC].name, code, &err)) {
        fault(r, COLUMN_USCC, s ? err.text : "it must not be empty", s ? err.zh : "不能为空");
        return NULL;
    }
    return arena_strdup(r->arena, code);
}

static unsigned set_cell(struct reading *r, enum column c, enum word_list list)
{
    const char *s = cell(r, c), *bad;
    unsigned set = 0;
    size_t len;

    if (!s || words_parse(list, s, &set, &bad, &len))
        return set;
    len = len < 60 ? len : 60;
    fault(r, c, arena_printf(r->arena, "'%.*s' is none of the words", (int)len, bad),
          arena_printf(r->arena, "“%.*s”不在可选项中", (int)len, bad));
    return 0;
}

static int size_cell(struct reading *r)
{
    const char *s = cell(r, COLUMN_SIZE);
    int size = WORD_NONE;

    if (s && !word_parse(WORDS_SIZE, s, strlen(s), &size))
        fault(r, COLUMN_SIZE, "above_designated or below_designated; empty where it is not known",
              "应为“规模以上”或“规模以下”；不详则留空");
    return size;
}

static date_t day_cell(struct reading *r)
{
    const char *s = cell(r, COLUMN_ADMITTED);
    date_t d = DATE_NONE;

    if (!s || !date_parse(s, &d))
        fault(r, COLUMN_ADMITTED, "a date such as 2026-05-01", "应为日期，如 2026-05-01");
    return d;
}

static bool degrees_cell(struct reading *r, enum column c, double most, double *out)
{
    const char *s = cell(r, c);
    char *end;

    if (!s)
        return false;
    *out = strtod(s, &end);
    if (*end || s[strspn(s, "+-.0123456789")] || !isfinite(*out) || fabs(*out) > most) {
        fault(r, c, "a number of degrees such as 118.78", "应为度数，如 118.78");
        return false;
    }
    return true;
}

static void point_cells(struct reading *r, struct institution_draft *d)
{
    const bool lon = degrees_cell(r, COLUMN_LON, 180, &d->given[0]);
    const bool lat = degrees_cell(r, COLUMN_LAT, 90, &d->given[1]);

    d->datum = cell(r, COLUMN_DATUM);
    if (!cell(r, COLUMN_LON) != !cell(r, COLUMN_LAT))
        fault(r, cell(r, COLUMN_LON) ? COLUMN_LAT : COLUMN_LON,
              "longitude and latitude stand together", "经度与纬度须同时填写");
    else if (lon && lat && !d->datum)
        fault(r, COLUMN_DATUM, "a point needs its datum: cgcs2000, wgs84, gcj02 or bd09",
              "坐标须注明坐标系：cgcs2000、wgs84、gcj02 或 bd09");
    d->has_point = lon && lat && d->datum;
    if (!d->has_point)
        d->datum = NULL;
}

static void read_row(struct reading *r, struct institution_draft *d)
{
    d->line = r->csv.line;
    d->name = text_cell(r, COLUMN_NAME, INSTITUTION_NAME_MOST);
    d->uscc = uscc_cell(r);
    d->forms = set_cell(r, COLUMN_FORMS, WORDS_FORM);
    d->ip_kinds = set_cell(r, COLUMN_IP_KINDS, WORDS_IP_KIND);
    d->size = size_cell(r);
    d->address = text_cell(r, COLUMN_ADDRESS, INSTITUTION_WORDS_MOST);
    point_cells(r, d);
    d->admitted = day_cell(r);
    d->reason = text_cell(r, COLUMN_REASON, INSTITUTION_WORDS_MOST);
    d->source = text_cell(r, COLUMN_SOURCE, INSTITUTION_WORDS_MOST);
}

/* ---- the table ---- */

static int by_code(const void *a, const void *b)
{
    const struct institution_draft *p = *(const struct institution_draft *const *)a;
    const struct institution_draft *q = *(const struct institution_draft *const *)b;
    int order = strcmp(p->uscc, q->uscc);

    return order ? order : (p->line > q->line) - (p->line < q->line);
}

static void find_twice(struct reading *r)
{
    struct institution_table *t = r->table;
    const struct institution_draft **sorted =
        arena_alloc(r->arena, t->n_rows + 1, sizeof(struct institution_draft *));
    size_t n = 0;

    for (size_t i = 0; i < t->n_rows; i++) {
        if (t->rows[i].uscc)
            sorted[n++] = &t->rows[i];
    }
    if (n > 0)
        qsort(sorted, n, sizeof(struct institution_draft *), by_code);
    for (size_t i = 1; i < n; i++) {
        const size_t line = sorted[i - 1]->line;

        if (strcmp(sorted[i - 1]->uscc, sorted[i]->uscc) == 0)
            table_faults_add(&t->faults, r->arena, sorted[i]->line, columns[COLUMN_USCC].name,
                             arena_printf(r->arena, "this code stands in line %zu already", line),
                             arena_printf(r->arena, "该代码已在第 %zu 行出现", line));
    }
}

static bool is_blank_row(const struct csv_reader *csv)
{
    return csv->n_fields == 1 && csv->fields[0][0] == '\0';
}

static bool read_rows(struct reading *r, size_t n_columns, struct err *err)
{
    struct institution_table *t = r->table;
    int rc;

    while ((rc = csv_next(&r->csv, err)) == 1) {
        if (is_blank_row(&r->csv))
            continue;
        if (r->csv.n_fields != n_columns)
            return err_say(err, ERR_BAD_BODY, arena_printf(r->arena, "line %zu", r->csv.line),
                           "line %zu has %zu fields, the first row %zu",
                           "第 %zu 行有 %zu 个字段，首行有 %zu 个", r->csv.line, r->csv.n_fields,
                           n_columns);
        if (t->n_rows == INSTITUTION_ROWS_MOST)
            return err_say(err, ERR_TOO_LARGE, NULL, "at most %d institutions at once",
                           "一次最多导入 %d 家机构", (int)INSTITUTION_ROWS_MOST);
        read_row(r, &t->rows[t->n_rows++]);
    }
    return rc == 0;
}

bool institution_table_read(struct arena *a, const char *text, size_t len,
                            struct institution_table *out, struct err *err)
{
    struct institution_table t = {0};
    struct reading r = {.arena = a, .table = &t};

    csv_reader_init(&r.csv, text, len, a);
    if (!read_columns(&r, err))
        return false;
    t.rows = arena_alloc(a, INSTITUTION_ROWS_MOST, sizeof *t.rows);
    if (!read_rows(&r, r.csv.n_fields, err))
        return false;
    find_twice(&r);
    *out = t;
    return true;
}
