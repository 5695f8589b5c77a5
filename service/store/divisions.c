/* divisions.c - the places as the atlas wants them: whole, in order of code, every row checked
 * against its digest on the way.  A row that was changed behind our back is never handed out. */
#include "store/divisions.h"

#include "store/divisions_rows.h"
#include "store/internal.h"
#include "store/walk.h"

#include <stdlib.h>
#include <string.h>

static const double outline_degrees[] = {0.003, 0.015, 0.05};

enum { OUTLINES = sizeof outline_degrees / sizeof outline_degrees[0] };

static bool known_words(const struct division *d, bool known, struct err *err)
{
    return known ||
           err_set(err, ERR_INTERNAL, "division %s has a level or kind that is not known", d->code);
}

static bool division_from_row(struct stmt *row, struct arena *a, struct division *d,
                              struct err *err)
{
    *d = (struct division){
        .code = column_text(row, COL_ROW_KEY, a),
        .name = column_text(row, COL_NAME, a),
        .pinyin = column_text(row, COL_PINYIN, a),
        .initials = column_text(row, COL_INITIALS, a),
        .parent = column_text(row, COL_PARENT, a),
        .province = column_text(row, COL_PROVINCE, a),
        .layers = (unsigned)column_int(row, COL_LAYERS),
        .sub_provincial = column_int(row, COL_SUB_PROVINCIAL) != 0,
        .area_m2 = column_double(row, COL_AREA),
        .label_x = column_double(row, COL_LABEL_X),
        .label_y = column_double(row, COL_LABEL_Y),
        .shape = column_blob(row, COL_SHAPE, a),
    };
    return known_words(d,
                       place_level_parse(column_text(row, COL_LEVEL, a), &d->level) &&
                           place_kind_parse(column_text(row, COL_KIND, a), &d->kind),
                       err);
}

static bool read_divisions(struct store *s, struct arena *a, struct division **out, size_t *n,
                           struct err *err)
{
    struct division *rows = NULL;
    size_t room = 0;
    struct walk w;

    *n = 0;
    if (!walk_begin(&w, s, &division_tables[ROWS_DIVISION], err))
        return false;
    while (walk_next(&w, a, err)) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        if (division_from_row(w.row, a, &rows[*n], err))
            ++*n;
        else
            walk_fail(&w);
    }
    *out = rows;
    return walk_end(&w);
}

static int by_code(const void *code, const void *division)
{
    return strcmp(code, ((const struct division *)division)->code);
}

static bool put_outline(struct stmt *row, struct arena *a, struct division *rows, size_t n,
                        struct err *err)
{
    const char *code = column_text(row, COL_OF_CODE, a);
    struct division *d = n > 0 ? bsearch(code, rows, n, sizeof *rows, by_code) : NULL;
    double degrees = column_double(row, COL_DEGREES);

    for (size_t i = 0; d && i < OUTLINES; i++) {
        if (outline_degrees[i] != degrees)
            continue;
        d->outlines[i].shape = column_blob(row, COL_LIGHT_SHAPE, a);
        d->outlines[i].deviation_m = column_double(row, COL_DEVIATION);
        return true;
    }
    return err_set(err, ERR_INTERNAL, "outline of %s at %g degrees belongs to nothing", code,
                   degrees);
}

static bool read_outlines(struct store *s, struct arena *a, struct division *rows, size_t n,
                          struct err *err)
{
    struct walk w;

    if (!walk_begin(&w, s, &division_tables[ROWS_OUTLINE], err))
        return false;
    while (walk_next(&w, a, err)) {
        if (!put_outline(w.row, a, rows, n, err))
            walk_fail(&w);
    }
    return walk_end(&w);
}

bool store_divisions(struct store *s, struct arena *a, struct division **out, size_t *n,
                     struct err *err)
{
    struct division *rows;

    if (!read_divisions(s, a, &rows, n, err) || !read_outlines(s, a, rows, *n, err))
        return false;
    *out = rows;
    return true;
}

bool store_boundary_lines(struct store *s, struct arena *a, struct boundary_line **out, size_t *n,
                          struct err *err)
{
    struct boundary_line *rows = NULL;
    size_t room = 0;
    struct walk w;

    *n = 0;
    if (!walk_begin(&w, s, &division_tables[ROWS_BOUNDARY_LINE], err))
        return false;
    while (walk_next(&w, a, err)) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        rows[(*n)++] = (struct boundary_line){.layer = column_text(w.row, COL_LAYER, a),
                                              .shape = column_blob(w.row, COL_LINE_SHAPE, a)};
    }
    *out = rows;
    return walk_end(&w);
}

bool store_code_changes(struct store *s, struct arena *a, struct code_change **out, size_t *n,
                        struct err *err)
{
    struct code_change *rows = NULL;
    size_t room = 0;
    struct walk w;

    *n = 0;
    if (!walk_begin(&w, s, &division_tables[ROWS_CODE_CHANGE], err))
        return false;
    while (walk_next(&w, a, err)) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        rows[(*n)++] = (struct code_change){.old_code = column_text(w.row, COL_ROW_KEY, a),
                                            .new_code = column_text(w.row, COL_NEW_CODE, a),
                                            .source = column_text(w.row, COL_SOURCE, a)};
    }
    *out = rows;
    return walk_end(&w);
}

bool store_divisions_key(struct store *s, struct arena *a, const char **key, struct err *err)
{
    *key = "";
    for (const struct digest_table *t = division_tables; t->name; t++) {
        const char *digest;

        if (!store_meta(s, a, arena_printf(a, "digest:%s", t->name), &digest, err))
            return false;
        *key = arena_printf(a, "%s%s ", *key, digest ? digest : "-");
    }
    return true;
}
