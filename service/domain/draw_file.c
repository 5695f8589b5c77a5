/* draw_file.c - reading the file: the members that say what was drawn, in any order, all others
 * passed over. */
#include "domain/draw_file.h"

#include "base/json_read.h"

#include <string.h>

enum { DEPTH = 16 };

struct reading {
    struct json_reader json;
    struct arena *arena;
    struct draw_file file;
    int64_t *excluded; /* institution of each exclusion, by id */
    bool wrong;        /* a member of another kind than it should be */
};

static bool is_key(const struct reading *r, const char *name)
{
    return strcmp(r->json.string, name) == 0;
}

static void wrong(struct reading *r)
{
    r->wrong = true;
}

/* NULL where null stands. */
static const char *text_value(struct reading *r, size_t *len)
{
    enum json_token t = json_next(&r->json);

    if (t == JSON_STRING) {
        if (len)
            *len = r->json.string_len;
        return r->json.string;
    }
    if (t != JSON_NULL)
        wrong(r);
    return NULL;
}

static int64_t number_value(struct reading *r, double most)
{
    if (json_next(&r->json) == JSON_NUMBER && r->json.number >= 0 && r->json.number <= most &&
        r->json.number == (double)(int64_t)r->json.number)
        return (int64_t)r->json.number;
    wrong(r);
    return 0;
}

static int small_value(struct reading *r)
{
    return (int)number_value(r, 1e6);
}

static int64_t id_value(struct reading *r)
{
    return number_value(r, 9007199254740992.0);
}

/* ---- one row of each list ---- */

typedef void read_member(struct reading *r, int i);

static void inspector_member(struct reading *r, int i)
{
    if (is_key(r, "digest"))
        r->file.told.inspectors[i] = text_value(r, NULL);
    else if (is_key(r, "number")) {
        if (small_value(r) != i + 1)
            wrong(r);
    } else
        json_skip_value(&r->json);
}

static void target_member(struct reading *r, int i)
{
    struct draw_target *t = &r->file.told.targets[i];

    if (is_key(r, "id"))
        t->id = id_value(r);
    else if (is_key(r, "uscc"))
        t->uscc = text_value(r, NULL);
    else if (is_key(r, "name"))
        t->name = text_value(r, NULL);
    else
        json_skip_value(&r->json);
}

static void exclusion_member(struct reading *r, int i)
{
    struct draw_exclusion *e = &r->file.told.exclusions[i];

    if (is_key(r, "inspector"))
        e->inspector = small_value(r);
    else if (is_key(r, "institution"))
        r->excluded[i] = id_value(r);
    else if (is_key(r, "reason"))
        e->reason = text_value(r, NULL);
    else
        json_skip_value(&r->json);
}

static void read_numbers(struct reading *r, struct drawn_row *d)
{
    enum json_token t;

    d->n_inspectors = 0;
    if (json_next(&r->json) != JSON_ARRAY_BEGIN) {
        wrong(r);
        return;
    }
    while (!r->wrong && (t = json_next(&r->json)) != JSON_ARRAY_END) {
        if (t != JSON_NUMBER || d->n_inspectors == DRAW_EACH_MOST || !(r->json.number >= 1) ||
            !(r->json.number <= DRAW_INSPECTORS_MOST))
            wrong(r);
        else
            d->inspectors[d->n_inspectors++] = (int)r->json.number;
    }
}

static void drawn_member(struct reading *r, int i)
{
    struct drawn_row *d = &r->file.drawn[i];

    if (is_key(r, "id"))
        d->institution = id_value(r);
    else if (is_key(r, "inspectors"))
        read_numbers(r, d);
    else
        json_skip_value(&r->json);
}

/* ---- lists ---- */

/* An array of at most `most` objects; null counts as an empty one. */
static int read_rows(struct reading *r, int most, read_member *member)
{
    enum json_token t = json_next(&r->json);
    int n = 0;

    if (t == JSON_NULL)
        return 0;
    if (t != JSON_ARRAY_BEGIN)
        wrong(r);
    while (!r->wrong && (t = json_next(&r->json)) != JSON_ARRAY_END) {
        if (t != JSON_OBJECT_BEGIN || n == most) {
            wrong(r);
            break;
        }
        while (!r->wrong && (t = json_next(&r->json)) == JSON_KEY)
            member(r, n);
        if (t != JSON_OBJECT_END)
            wrong(r);
        n++;
    }
    return n;
}

static void make_room(struct reading *r)
{
    struct draw_list *l = &r->file.told;

    l->inspectors = arena_alloc(r->arena, DRAW_INSPECTORS_MOST, sizeof *l->inspectors);
    l->targets = arena_alloc(r->arena, DRAW_TARGETS_MOST, sizeof *l->targets);
    l->exclusions = arena_alloc(r->arena, DRAW_EXCLUSIONS_MOST, sizeof *l->exclusions);
    l->not_before = MOMENT_NONE;
    r->excluded = arena_alloc(r->arena, DRAW_EXCLUSIONS_MOST, sizeof *r->excluded);
    r->file.drawn = arena_alloc(r->arena, DRAW_PLACES_MOST, sizeof *r->file.drawn);
}

static void read_moment(struct reading *r)
{
    const char *text = text_value(r, NULL);

    if (!text || !moment_parse(text, &r->file.told.not_before))
        wrong(r);
}

/* {"value": …} or null */
static void read_seed(struct reading *r)
{
    enum json_token t = json_next(&r->json);

    if (t == JSON_NULL)
        return;
    if (t != JSON_OBJECT_BEGIN)
        wrong(r);
    while (!r->wrong && (t = json_next(&r->json)) == JSON_KEY) {
        if (is_key(r, "value"))
            r->file.seed = text_value(r, NULL);
        else
            json_skip_value(&r->json);
    }
    if (t != JSON_OBJECT_END)
        wrong(r);
}

static void top_member(struct reading *r)
{
    struct draw_file *f = &r->file;

    if (is_key(r, "list"))
        f->list = text_value(r, &f->list_len);
    else if (is_key(r, "commitment"))
        f->commitment = text_value(r, NULL);
    else if (is_key(r, "result"))
        f->result = text_value(r, NULL);
    else if (is_key(r, "title"))
        f->told.title = text_value(r, NULL);
    else if (is_key(r, "seed_from"))
        f->told.seed_from = text_value(r, NULL);
    else if (is_key(r, "seed_not_before"))
        read_moment(r);
    else if (is_key(r, "seed"))
        read_seed(r);
    else if (is_key(r, "draw"))
        f->told.n_drawn = small_value(r);
    else if (is_key(r, "each"))
        f->told.n_each = small_value(r);
    else if (is_key(r, "inspectors"))
        f->told.n_inspectors = read_rows(r, DRAW_INSPECTORS_MOST, inspector_member);
    else if (is_key(r, "institutions"))
        f->told.n_targets = read_rows(r, DRAW_TARGETS_MOST, target_member);
    else if (is_key(r, "exclusions"))
        f->told.n_exclusions = read_rows(r, DRAW_EXCLUSIONS_MOST, exclusion_member);
    else if (is_key(r, "drawn"))
        f->n_drawn = read_rows(r, DRAW_PLACES_MOST, drawn_member);
    else
        json_skip_value(&r->json);
}

/* Exclusions name an institution by its id; the bytes, by its number.  0: not on the list. */
static void number_exclusions(struct reading *r)
{
    struct draw_list *l = &r->file.told;

    for (int i = 0; i < l->n_exclusions; i++) {
        for (int t = 0; t < l->n_targets && l->exclusions[i].target == 0; t++) {
            if (l->targets[t].id == r->excluded[i])
                l->exclusions[i].target = t + 1;
        }
    }
}

/* What is not there is told as empty, and found to differ. */
static void fill_gaps(struct draw_list *l)
{
    const char **texts[] = {&l->title, &l->seed_from};

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        *texts[i] = *texts[i] ? *texts[i] : "";
    for (int i = 0; i < l->n_inspectors; i++)
        l->inspectors[i] = l->inspectors[i] ? l->inspectors[i] : "";
    for (int i = 0; i < l->n_targets; i++) {
        l->targets[i].uscc = l->targets[i].uscc ? l->targets[i].uscc : "";
        l->targets[i].name = l->targets[i].name ? l->targets[i].name : "";
    }
    for (int i = 0; i < l->n_exclusions; i++)
        l->exclusions[i].reason = l->exclusions[i].reason ? l->exclusions[i].reason : "";
}

/* An export of the chain is many objects, none of which bears a commitment. */
bool draw_file_is_one(const char *text, size_t len)
{
    struct arena *a = arena_new();
    struct err ignored = {0};
    struct json_reader json;
    bool found = false;

    json_reader_init(&json, text, len, DEPTH, a, &ignored);
    if (json_next(&json) == JSON_OBJECT_BEGIN) {
        while (!found && json_next(&json) == JSON_KEY) {
            found = strcmp(json.string, "commitment") == 0;
            if (!found && !json_skip_value(&json))
                break;
        }
    }
    arena_free(a);
    return found;
}

bool draw_file_read(struct arena *a, const char *text, size_t len, struct draw_file *out,
                    struct err *err)
{
    struct reading r = {.arena = a};
    enum json_token t = JSON_END;

    if (!json_check(text, len, DEPTH, err))
        return false;
    make_room(&r);
    json_reader_init(&r.json, text, len, DEPTH, a, err);
    if (json_next(&r.json) != JSON_OBJECT_BEGIN)
        wrong(&r);
    while (!r.wrong && (t = json_next(&r.json)) == JSON_KEY)
        top_member(&r);
    if (r.wrong || t != JSON_OBJECT_END)
        return err_say(err, ERR_BAD_BODY, NULL,
                       "this is no published draw: a member at byte %zu is not as it should be",
                       "这不是已公布的抽查记录：第 %zu 字节处的内容不合规则", r.json.at);
    if (!r.file.list || !r.file.commitment)
        return err_say(err, ERR_BAD_BODY, r.file.list ? "commitment" : "list",
                       "a published draw has a list and a commitment",
                       "已公布的抽查记录应有 list 与 commitment");
    number_exclusions(&r);
    fill_gaps(&r.file.told);
    *out = r.file;
    return true;
}
