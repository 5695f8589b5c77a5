/* load_places.c - which feature is which place.
 *
 * A code is one place.  The middle file also holds what is no prefecture (municipalities, counties
 * directly under a province, Hong Kong and so on); those must stand in another file with the very
 * same shape.  A city without districts and Macau stand in two files and are one place in two
 * layers. */
#include "cli/load_places.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static const unsigned layer_of[LEVELS] = {IN_PROVINCES, IN_CITIES, IN_COUNTIES};

struct making {
    const struct features *levels;
    struct load_names *names;
    struct arena *a;
    struct load_places *out;
    size_t room;
};

/* A feature that is being looked at. */
struct candidate {
    enum place_level level;
    const char *path;
    const struct feature *f;
    const char *code;     /* the one in force now */
    struct name_row *row; /* NULL: no table knows it */
};

static bool fail(const struct candidate *c, const char *what, const char *more, struct err *err)
{
    return err_set(err, ERR_BAD_BODY, "%s: feature %zu (%s %s): %s%s", c->path, c->f->number,
                   c->code, c->f->name, what, more);
}

static int by_code(const void *a, const void *b)
{
    return strcmp(((const struct load_place *)a)->d.code, ((const struct load_place *)b)->d.code);
}

struct load_place *load_place_find(const struct load_places *p, const char *code)
{
    const struct load_place key = {.d.code = code};

    return p->n > 0 ? bsearch(&key, p->at, p->n, sizeof *p->at, by_code) : NULL;
}

static bool same_shape(const struct multipolygon *x, const struct multipolygon *y)
{
    if (x->n_points != y->n_points || x->n_rings != y->n_rings)
        return false;
    for (uint32_t i = 0; i < x->n_rings; i++) {
        if (x->rings[i].first != y->rings[i].first || x->rings[i].hole != y->rings[i].hole)
            return false;
    }
    return memcmp(x->xy, y->xy, x->n_points * 2 * sizeof *x->xy) == 0;
}

static struct candidate candidate_at(const struct making *m, enum place_level level, size_t i)
{
    struct candidate c = {
        .level = level, .path = m->levels[level].path, .f = &m->levels[level].at[i]};
    struct name_row *changed = name_find(&m->names->changes, c.f->code);

    c.code = changed ? changed->name : c.f->code;
    c.row = name_find(&m->names->places, c.code);
    return c;
}

/* Our own table may say the kind; otherwise code and name do. */
static bool kind_of(const struct candidate *c, enum place_level level, enum place_kind *kind)
{
    if (c->row && c->row->more[0])
        return place_kind_parse(c->row->more, kind);
    return place_kind_derive(c->code, c->f->name, level, kind);
}

/* Does a feature of the middle file that is no province stand for a prefecture? */
static bool is_prefecture(const struct candidate *c)
{
    enum place_kind own;

    return strcmp(c->code + 4, "00") == 0 &&
           !(c->row && c->row->more[0] && place_kind_parse(c->row->more, &own) &&
             own == KIND_SPECIAL_AREA);
}

/* Whom the Ministry's table does not list below the province: their names come with the shapes. */
static bool named_by_shape(enum place_kind kind)
{
    return kind == KIND_SAR_DISTRICT || kind == KIND_TAIWAN_UNIT;
}

static bool check_name(const struct candidate *c, enum place_kind kind, struct err *err)
{
    if (c->row)
        c->row->used = true;
    if (c->row && strcmp(c->row->name, c->f->name) != 0)
        return fail(c, "the code table calls it ", c->row->name, err);
    return c->row || named_by_shape(kind) ||
           fail(c, "its code is neither in the code table nor in places_extra.csv", "", err);
}

static bool add_place(struct making *m, const struct candidate *c, struct err *err)
{
    struct load_places *all = m->out;
    enum place_kind kind;
    struct load_place *p;

    if (!kind_of(c, c->level, &kind))
        return fail(c, "neither its code nor the end of its name says what kind of place it is", "",
                    err);
    if (!check_name(c, kind, err))
        return false;
    if (all->n == m->room) {
        m->room = m->room ? m->room * 2 : 64;
        all->at = mem_resize(all->at, m->room, sizeof *all->at);
    }
    p = &all->at[all->n++];
    *p = (struct load_place){
        .d = {.code = arena_strdup(m->a, c->code),
              .name = c->f->name,
              .level = c->level,
              .kind = kind,
              .layers = layer_of[c->level],
              .sub_provincial = place_is_sub_provincial(c->code)},
        .shape = c->f->geometry.area,
        .path = c->path,
        .feature = c->f->number,
    };
    return true;
}

/* The same place in a second layer. */
static bool add_layer(struct load_place *p, const struct candidate *c, struct err *err)
{
    enum place_kind kind;

    if (!kind_of(c, c->level, &kind) || kind != p->d.kind)
        return fail(c, "another file has this code for a place of another kind: ", p->path, err);
    if (!same_shape(&p->shape, &c->f->geometry.area))
        return fail(c, "it has another shape in ", p->path, err);
    p->d.layers |= layer_of[c->level];
    return true;
}

static int by_code_and_number(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    int order = strcmp(x->code, y->code);

    return order ? order : x->f->number < y->f->number ? -1 : 1;
}

/* No code twice in one file. */
static bool check_once(const struct making *m, enum place_level level, struct err *err)
{
    size_t n = 0;
    struct candidate *all = mem_alloc(m->levels[level].n, sizeof *all);
    bool ok = true;

    for (size_t i = 0; i < m->levels[level].n; i++) {
        all[n] = candidate_at(m, level, i);
        if (all[n].f->geometry.kind == GEOMETRY_AREA)
            n++;
    }
    qsort(all, n, sizeof *all, by_code_and_number);
    for (size_t i = 1; ok && i < n; i++) {
        if (strcmp(all[i - 1].code, all[i].code) == 0)
            ok = fail(&all[i], "this code stands there before, as feature ",
                      arena_printf(m->a, "%zu", all[i - 1].f->number), err);
    }
    free(all);
    return ok;
}

static bool take_feature(struct making *m, const struct candidate *c, size_t n_before,
                         struct err *err)
{
    const struct load_places before = {m->out->at, n_before};
    struct load_place *known = load_place_find(&before, c->code);

    if (c->level == LEVEL_PREFECTURE && (known || !is_prefecture(c)))
        return true; /* see check_passed_over */
    if (known)
        return add_layer(known, c, err);
    return add_place(m, c, err);
}

static bool take_level(struct making *m, enum place_level level, struct err *err)
{
    size_t n_before = m->out->n;

    if (!check_once(m, level, err))
        return false;
    for (size_t i = 0; i < m->levels[level].n; i++) {
        struct candidate c = candidate_at(m, level, i);

        if (c.f->geometry.kind == GEOMETRY_AREA && !take_feature(m, &c, n_before, err))
            return false;
    }
    if (m->out->n > 0)
        qsort(m->out->at, m->out->n, sizeof *m->out->at, by_code);
    return true;
}

/* What the middle file holds beside prefectures must be somewhere else, unchanged. */
static bool check_passed_over(struct making *m, struct err *err)
{
    for (size_t i = 0; i < m->levels[LEVEL_PREFECTURE].n; i++) {
        struct candidate c = candidate_at(m, LEVEL_PREFECTURE, i);
        struct load_place *p;

        if (c.f->geometry.kind != GEOMETRY_AREA)
            continue;
        p = load_place_find(m->out, c.code);
        if (!p)
            return fail(&c, "it is no prefecture, and no other file has it", "", err);
        if (!same_shape(&p->shape, &c.f->geometry.area))
            return fail(&c, "it has another shape in ", p->path, err);
    }
    return true;
}

/* Who may stand directly under a province: the rest would only hang there because its prefecture is
 * missing. */
static bool may_stand_under_province(const struct load_place *p, const struct load_place *province)
{
    return p->d.level != LEVEL_COUNTY || province->d.kind == KIND_MUNICIPALITY ||
           p->d.kind == KIND_SPECIAL_AREA || named_by_shape(p->d.kind) ||
           strncmp(p->d.code + 2, "90", 2) == 0;
}

/* The first `digits` of the code and zeros. */
static bool fail_parent(const struct load_place *p, int digits, struct err *err)
{
    return err_set(err, ERR_BAD_BODY, "%s: feature %zu (%s %s): its parent %.*s%.*s is not there",
                   p->path, p->feature, p->d.code, p->d.name, digits, p->d.code, 6 - digits,
                   "000000");
}

static bool find_parents(struct making *m, struct err *err)
{
    for (size_t i = 0; i < m->out->n; i++) {
        struct load_place *p = &m->out->at[i], *above = NULL;
        struct load_place *province =
            load_place_find(m->out, arena_printf(m->a, "%.2s0000", p->d.code));

        if (!province || province->d.level != LEVEL_PROVINCE)
            return fail_parent(p, 2, err);
        if (p->d.level == LEVEL_COUNTY)
            above = load_place_find(m->out, arena_printf(m->a, "%.4s00", p->d.code));
        if (!above || above == p || above->d.level != LEVEL_PREFECTURE)
            above = province;
        if (above == province && !may_stand_under_province(p, province))
            return fail_parent(p, 4, err);
        p->d.province = province->d.code;
        p->d.parent = p->d.level == LEVEL_PROVINCE ? NULL : above->d.code;
    }
    return true;
}

static bool find_readings(struct making *m, struct err *err)
{
    for (size_t i = 0; i < m->out->n; i++) {
        struct load_place *p = &m->out->at[i];
        struct name_row *reading = name_find(&m->names->readings, p->d.code);

        if (!reading)
            return err_set(err, ERR_BAD_BODY,
                           "prepared/pinyin.csv has no row for %s %s (%s: feature %zu): run `node "
                           "prepare.mjs` in geodata/",
                           p->d.code, p->d.name, p->path, p->feature);
        p->d.pinyin = reading->name;
        p->d.initials = reading->more;
    }
    return true;
}

/* Nothing that the tables name may be without a shape. */
static bool check_all_used(struct making *m, struct err *err)
{
    for (size_t i = 0; i < m->names->places.n; i++) {
        const struct name_row *row = &m->names->places.at[i];

        if (!row->used)
            return err_set(err, ERR_BAD_BODY, "%s line %zu: %s %s has no shape in any file",
                           row->path, row->line, row->code, row->name);
    }
    for (size_t i = 0; i < m->names->changes.n; i++) {
        const struct name_row *row = &m->names->changes.at[i];

        if (!load_place_find(m->out, row->name))
            return err_set(err, ERR_BAD_BODY, "%s line %zu: %s became %s, which is no place",
                           row->path, row->line, row->code, row->name);
    }
    return true;
}

bool load_places(const struct features levels[LEVELS], struct load_names *names, struct arena *a,
                 struct load_places *out, struct err *err)
{
    struct load_places made = {0};
    struct making m = {.levels = levels, .names = names, .a = a, .out = &made};
    bool ok = take_level(&m, LEVEL_PROVINCE, err) && take_level(&m, LEVEL_PREFECTURE, err) &&
              take_level(&m, LEVEL_COUNTY, err) && check_passed_over(&m, err) &&
              find_parents(&m, err) && find_readings(&m, err) && check_all_used(&m, err);

    *out = (struct load_places){0};
    if (ok && made.n > 0) {
        *out = (struct load_places){arena_alloc(a, made.n, sizeof *made.at), made.n};
        memcpy(out->at, made.at, made.n * sizeof *made.at);
    }
    free(made.at);
    return ok;
}
