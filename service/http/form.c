/* form.c - pairs between '&', read like those of an address, but out of bytes that may hold
 * anything, NUL too. */
#include "http/form.h"

#include "http/percent.h"

#include <stdint.h>
#include <string.h>

/* Browsers send CR LF for every line end in a text, however it was typed. */
static void even_lines(char *text)
{
    char *to = text;

    for (const char *from = text; *from; from++) {
        bool is_return = *from == '\r';

        if (is_return && from[1] == '\n')
            from++;
        *to = *from;
        if (is_return)
            *to = '\n';
        to++;
    }
    *to = '\0';
}

static bool is_there(const struct form *f, const char *name)
{
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->fields[i].name, name) == 0)
            return true;
    return false;
}

static bool read_half(struct arena *arena, const char *s, size_t len, const char **out,
                      struct err *err)
{
    if (!percent_decode(arena, s, len, true, out, NULL))
        return err_say(err, ERR_BAD_BODY, NULL,
                       "the form holds a broken escape, a control character or bytes that are not "
                       "UTF-8",
                       "表单含有错误的转义、控制字符或非 UTF-8 字节");
    return true;
}

static bool read_field(struct arena *arena, const char *s, size_t len, struct form *out,
                       struct err *err)
{
    const char *equals = memchr(s, '=', len);
    size_t name_len = equals ? (size_t)(equals - s) : len;
    const char *value = equals ? equals + 1 : s + len;
    struct query_pair field;

    if (out->n == FORM_FIELDS)
        return err_say(err, ERR_BAD_BODY, NULL, "the form has more than %d fields",
                       "表单字段超过 %d 个", FORM_FIELDS);
    if (!read_half(arena, s, name_len, &field.name, err) ||
        !read_half(arena, value, (size_t)(s + len - value), &field.value, err))
        return false;
    if (is_there(out, field.name))
        return err_say(err, ERR_BAD_BODY, NULL, "the form has a field twice", "表单中有重复的字段");
    even_lines((char *)(uintptr_t)field.value); /* in the arena, just made for us */
    out->fields[out->n++] = field;
    return true;
}

bool form_parse(struct arena *arena, struct bytes body, struct form *out, struct err *err)
{
    const char *at = body.at, *end = body.at + body.size;

    out->n = 0;
    while (at < end) {
        const char *next = memchr(at, '&', (size_t)(end - at));
        size_t len = (size_t)((next ? next : end) - at);

        if (len > 0 && !read_field(arena, at, len, out, err))
            return false;
        at = next ? next + 1 : end;
    }
    return true;
}

const char *form_value(const struct form *f, const char *name)
{
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->fields[i].name, name) == 0)
            return f->fields[i].value;
    return "";
}
