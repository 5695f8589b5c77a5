/* draw_verify.c - the draw of a file, done again; what differs is told member by member, so that
 * people see what was changed. */
#include "domain/draw_file.h"

#include <stdio.h>
#include <string.h>

struct verifying {
    const struct draw_file *f;
    void (*tell)(void *arg, const char *line);
    void *arg;
    int n;
};

/* Takes the line. */
static void tell_line(struct verifying *v, struct buf *line)
{
    v->n++;
    v->tell(v->arg, line->data);
    buf_free(line);
}

#define DIFFER(v, ...)                                                                             \
    do {                                                                                           \
        struct buf line = {0};                                                                     \
        buf_printf(&line, __VA_ARGS__);                                                            \
        tell_line(v, &line);                                                                       \
    } while (0)

/* ---- the list ---- */

static void compare_head(struct verifying *v, const struct draw_list *l)
{
    const struct draw_list *told = &v->f->told;

    if (strcmp(told->title, l->title) != 0)
        DIFFER(v, "title: the committed list says '%.100s'", l->title);
    if (strcmp(told->seed_from, l->seed_from) != 0)
        DIFFER(v, "seed_from: the committed list says '%.200s'", l->seed_from);
    if (told->not_before != l->not_before)
        DIFFER(v, "seed_not_before: the committed list says another moment");
    if (told->n_drawn != l->n_drawn || told->n_each != l->n_each)
        DIFFER(v, "draw, each: the committed list says %d and %d", l->n_drawn, l->n_each);
}

/* false where one is longer: told once. */
static bool same_length(struct verifying *v, const char *name, int told, int listed)
{
    if (told == listed)
        return true;
    DIFFER(v, "%s: %d in the file, %d in the committed list", name, told, listed);
    return false;
}

static void compare_members(struct verifying *v, const struct draw_list *l)
{
    const struct draw_list *told = &v->f->told;

    if (same_length(v, "inspectors", told->n_inspectors, l->n_inspectors)) {
        for (int i = 0; i < l->n_inspectors; i++) {
            if (strcmp(told->inspectors[i], l->inspectors[i]) != 0)
                DIFFER(v, "inspectors: number %d is another one in the committed list", i + 1);
        }
    }
    if (same_length(v, "institutions", told->n_targets, l->n_targets)) {
        for (int i = 0; i < l->n_targets; i++) {
            if (told->targets[i].id != l->targets[i].id ||
                strcmp(told->targets[i].uscc, l->targets[i].uscc) != 0 ||
                strcmp(told->targets[i].name, l->targets[i].name) != 0)
                DIFFER(v, "institutions: number %d is %lld %s %.80s in the committed list", i + 1,
                       (long long)l->targets[i].id, l->targets[i].uscc, l->targets[i].name);
        }
    }
    if (same_length(v, "exclusions", told->n_exclusions, l->n_exclusions)) {
        for (int i = 0; i < l->n_exclusions; i++) {
            const struct draw_exclusion *a = &told->exclusions[i], *b = &l->exclusions[i];

            if (a->inspector != b->inspector || a->target != b->target ||
                strcmp(a->reason, b->reason) != 0)
                DIFFER(v, "exclusions: number %d differs from the committed list", i + 1);
        }
    }
}

/* ---- the result ---- */

static const char *numbers_text(const int *numbers, int n, char out[64])
{
    int at = 0;

    out[0] = '\0';
    for (int i = 0; i < n; i++)
        at += snprintf(out + at, (size_t)(64 - at), "%s%d", i ? ", " : "", numbers[i]);
    return out;
}

static void compare_drawn(struct verifying *v, const struct draw_list *l,
                          const struct draw_result *r)
{
    if (!same_length(v, "drawn", v->f->n_drawn, r->n_drawn))
        return;
    for (int t = 0; t < r->n_drawn; t++) {
        const struct drawn_row *d = &v->f->drawn[t];
        const int64_t id = l->targets[r->targets[t] - 1].id;
        const int *inspectors = r->inspectors + (size_t)t * (size_t)r->n_each;
        char text[64];

        if (d->institution != id || d->n_inspectors != r->n_each ||
            memcmp(d->inspectors, inspectors, (size_t)r->n_each * sizeof *inspectors) != 0)
            DIFFER(v, "drawn: place %d goes to institution %lld, inspected by %s", t + 1,
                   (long long)id, numbers_text(inspectors, r->n_each, text));
    }
}

static void compare_result(struct verifying *v, const struct draw_list *l,
                           const struct sha256 *commitment, struct arena *a)
{
    struct draw_result r;
    struct buf bytes = {0};

    if (!draw_run(l, commitment, v->f->seed, a, &r)) {
        DIFFER(v, "drawn: the exclusions leave no assignment");
        return;
    }
    draw_result_bytes(&r, commitment, v->f->seed, &bytes);
    if (!v->f->result || strcmp(bytes.data, v->f->result) != 0)
        DIFFER(v, "result: list and seed give other bytes than those of the file");
    buf_free(&bytes);
    compare_drawn(v, l, &r);
}

bool draw_file_verify(const struct draw_file *f, struct arena *a,
                      void (*tell)(void *arg, const char *line), void *arg)
{
    struct verifying v = {f, tell, arg, 0};
    struct sha256 commitment = draw_commitment(f->list, f->list_len);
    struct draw_list l;
    struct err err = {0};
    char hex[SHA256_HEX];

    if (strcmp(sha256_hex(&commitment, hex), f->commitment) != 0)
        DIFFER(&v, "list: its SHA-256 is %s, the commitment says %.80s", hex, f->commitment);
    if (!draw_list_read(a, f->list, f->list_len, &l, &err)) {
        DIFFER(&v, "list: %s", err.text);
        return false;
    }
    compare_head(&v, &l);
    compare_members(&v, &l);
    if (f->seed)
        compare_result(&v, &l, &commitment, a);
    else if (f->result || f->n_drawn)
        DIFFER(&v, "drawn: there is a result, but no seed it came from");
    return v.n == 0;
}
