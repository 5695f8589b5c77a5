/* Any body of a form: it is read or refused with words, and what was read is UTF-8 within bounds,
 * of single line feeds, every name once. */
#include "base/utf8.h"
#include "http/form.h"
#include "http/problem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void is_sound(const struct form *f)
{
    if (f->n > FORM_FIELDS)
        abort();
    for (size_t i = 0; i < f->n; i++) {
        const char *name = f->fields[i].name, *value = f->fields[i].value;
        if (!utf8_valid(name, strlen(name)) || !utf8_valid(value, strlen(value)) ||
            strchr(value, '\r') || form_value(f, name) != value)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct form form;
    struct err err = {0};

    if (form_parse(arena, (struct bytes){(const char *)data, size}, &form, &err))
        is_sound(&form);
    else if (problem_status(err.kind) != 400 || !utf8_valid(err.zh, strlen(err.zh)) ||
             err.text[0] == '\0')
        abort();
    arena_free(arena);
    return 0;
}
