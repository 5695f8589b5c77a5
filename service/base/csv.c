/* csv.c - strict where a table could be misread, tolerant only of the line ending. */
#include "base/csv.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void csv_reader_init(struct csv_reader *r, const char *text, size_t len, struct arena *arena)
{
    *r = (struct csv_reader){.text = text, .len = len, .arena = arena, .next_line = 1};
    if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        r->at = 3;
}

static int refuse(struct csv_reader *r, struct err *err, const char *en, const char *zh)
{
    char field[32];
    snprintf(field, sizeof field, "line %zu", r->line);
    err_say(err, ERR_BAD_BODY, field, "line %zu of the CSV: %s%.0s", "CSV 第 %zu 行：%.0s%s",
            r->line, en, zh);
    return -1;
}

static bool at_line_end(const struct csv_reader *r)
{
    return r->at >= r->len || r->text[r->at] == '\n' ||
           (r->text[r->at] == '\r' && r->at + 1 < r->len && r->text[r->at + 1] == '\n');
}

/* A field that began with a quote; r->at stands behind that quote. */
static const char *read_quoted(struct csv_reader *r, size_t *len)
{
    size_t start = r->at, n = 0;
    while (r->at < r->len) {
        if (r->text[r->at] == '"' && (r->at + 1 >= r->len || r->text[r->at + 1] != '"'))
            break;
        if (r->text[r->at] == '\n')
            r->next_line++;
        r->at += r->text[r->at] == '"' ? 2 : 1;
    }
    if (r->at >= r->len)
        return NULL;
    char *out = arena_alloc(r->arena, r->at - start + 1, 1);
    for (size_t i = start; i < r->at; i++) {
        out[n++] = r->text[i];
        if (r->text[i] == '"')
            i++;
    }
    r->at++;
    *len = n;
    return out;
}

static const char *read_plain(struct csv_reader *r, size_t *len)
{
    size_t start = r->at;
    while (!at_line_end(r) && r->text[r->at] != ',' && r->text[r->at] != '"')
        r->at++;
    *len = r->at - start;
    return arena_strndup(r->arena, r->text + start, *len);
}

int csv_next(struct csv_reader *r, struct err *err)
{
    if (r->at >= r->len)
        return 0;
    r->line = r->next_line;
    r->n_fields = 0;
    for (;;) {
        size_t len = 0;
        bool quoted = r->at < r->len && r->text[r->at] == '"';

        if (quoted)
            r->at++;
        const char *field = quoted ? read_quoted(r, &len) : read_plain(r, &len);
        if (!field)
            return refuse(r, err, "a quoted field does not end", "引号中的字段没有结束");
        if (!utf8_valid(field, len))
            return refuse(r, err, "it is not UTF-8 text", "不是 UTF-8 文本");
        if (r->n_fields == CSV_MAX_FIELDS)
            return refuse(r, err, "it has too many fields", "字段过多");
        r->fields[r->n_fields++] = field;
        if (at_line_end(r))
            break;
        if (r->text[r->at] != ',')
            return refuse(r, err, "a quote stands inside a field", "字段中间出现引号");
        r->at++;
    }
    if (r->at < r->len) {
        r->at += r->text[r->at] == '\r' ? 2 : 1;
        r->next_line++;
    }
    return 1;
}

static bool looks_like_formula(const char *s)
{
    char *end;
    if (s[0] == '\0' || !strchr("=+-@\t\r", s[0]))
        return false;
    strtod(s, &end);
    return *end != '\0';
}

void csv_put(struct buf *out, bool first, const char *field)
{
    const char *s = field ? field : "";

    if (!first)
        buf_putc(out, ',');
    bool formula = looks_like_formula(s);
    if (!formula && !strpbrk(s, ",\"\r\n")) {
        buf_puts(out, s);
        return;
    }
    buf_putc(out, '"');
    if (formula)
        buf_putc(out, '\'');
    for (; *s; s++) {
        if (*s == '"')
            buf_putc(out, '"');
        buf_putc(out, *s);
    }
    buf_putc(out, '"');
}

void csv_end_row(struct buf *out)
{
    buf_puts(out, "\r\n");
}
