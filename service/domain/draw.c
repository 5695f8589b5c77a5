/* draw.c - the draw itself: shuffling by a stream of hashes, and who inspects whom. */
#include "domain/draw.h"

#include <endian.h>
#include <string.h>

/* ---- numbers ---- */

struct stream {
    const struct sha256 *commitment;
    const char *seed;
    uint64_t counter;
};

static uint64_t next_number(struct stream *s)
{
    uint64_t counter = htobe64(s->counter++), number;
    struct hasher *h = hasher_new();

    hasher_add(h, s->commitment->bytes, sizeof s->commitment->bytes);
    hasher_add(h, s->seed, strlen(s->seed));
    hasher_add(h, &counter, sizeof counter);
    struct sha256 hash = hasher_done(h);
    memcpy(&number, hash.bytes, sizeof number);
    return be64toh(number);
}

/* Numbers from the last, incomplete run of n would favour the small ones. */
static int below(struct stream *s, int n)
{
    const uint64_t size = (uint64_t)n, over = (UINT64_MAX % size + 1) % size;
    uint64_t v;

    do
        v = next_number(s);
    while (v > UINT64_MAX - over);
    return (int)(v % size);
}

static int *shuffled(struct stream *s, int n, struct arena *a)
{
    int *order = arena_alloc(a, (size_t)n, sizeof *order);

    for (int i = 0; i < n; i++)
        order[i] = i;
    for (int i = n - 1; i > 0; i--) {
        int other = below(s, i + 1), kept = order[i];

        order[i] = order[other];
        order[other] = kept;
    }
    return order;
}

/* ---- who inspects whom ---- */

/* Drawn institutions are counted in the order of the draw, inspectors in that of their shuffle. */
struct matching {
    int n_drawn, n_each, n_inspectors;
    const bool *excluded; /* n_drawn times n_inspectors */
    bool *has;            /* likewise */
    int *n_has;           /* of each drawn institution */
    int *load;            /* of each inspector */
    bool *looked_at;      /* inspectors, in one try */
};

static bool *cell(bool *table, const struct matching *m, int target, int inspector)
{
    return &table[(size_t)target * (size_t)m->n_inspectors + (size_t)inspector];
}

static bool take(struct matching *m, int target, int load);

/* Of those who have an inspector without room, one may be able to do with another. */
static bool let_go(struct matching *m, int inspector, int load)
{
    for (int t = 0; t < m->n_drawn; t++) {
        if (*cell(m->has, m, t, inspector) && take(m, t, load)) {
            *cell(m->has, m, t, inspector) = false;
            return true;
        }
    }
    return false;
}

/* Each step down looks at one more inspector, so it goes no deeper than there are of them. */
static bool take(struct matching *m, int target, int load)
{
    for (int i = 0; i < m->n_inspectors; i++) {
        const size_t here = (size_t)target * (size_t)m->n_inspectors + (size_t)i;

        if (m->excluded[here] || m->has[here] || m->looked_at[i])
            continue;
        m->looked_at[i] = true;
        if (m->load[i] < load)
            m->load[i]++;
        else if (!let_go(m, i, load))
            continue;
        m->has[here] = true;
        return true;
    }
    return false;
}

static bool try_one(struct matching *m, int target, int load)
{
    memset(m->looked_at, 0, (size_t)m->n_inspectors * sizeof *m->looked_at);
    if (!take(m, target, load))
        return false;
    m->n_has[target]++;
    return true;
}

static bool has_room(const struct matching *m, int load)
{
    for (int i = 0; i < m->n_inspectors; i++) {
        if (m->load[i] < load)
            return true;
    }
    return false;
}

/* false: some institution still lacks one. */
static bool fill_up(struct matching *m, int load)
{
    bool full = true;

    for (int t = 0; t < m->n_drawn; t++) {
        while (m->n_has[t] < m->n_each && has_room(m, load) && try_one(m, t, load))
            ;
        full = full && m->n_has[t] == m->n_each;
    }
    return full;
}

static bool match(struct matching *m, struct arena *a)
{
    const size_t n_t = (size_t)m->n_drawn, n_i = (size_t)m->n_inspectors;
    bool full = false;

    m->has = arena_alloc(a, n_t * n_i, sizeof *m->has);
    m->n_has = arena_alloc(a, n_t, sizeof *m->n_has);
    m->load = arena_alloc(a, n_i, sizeof *m->load);
    m->looked_at = arena_alloc(a, n_i, sizeof *m->looked_at);
    for (int load = 1; load <= m->n_drawn && !full; load++)
        full = fill_up(m, load);
    return full;
}

/* ---- the whole ---- */

/* Where each number of a list stands in an order; -1: not among the first n. */
static int *places_of(const int *order, int n, int n_all, struct arena *a)
{
    int *place = arena_alloc(a, (size_t)n_all, sizeof *place);

    for (int i = 0; i < n_all; i++)
        place[i] = -1;
    for (int i = 0; i < n; i++)
        place[order[i]] = i;
    return place;
}

static const bool *exclusions_of(const struct draw_list *l, const int *targets,
                                 const int *inspectors, struct arena *a)
{
    bool *out = arena_alloc(a, (size_t)l->n_drawn * (size_t)l->n_inspectors, sizeof *out);
    const int *target_at = places_of(targets, l->n_drawn, l->n_targets, a);
    const int *inspector_at = places_of(inspectors, l->n_inspectors, l->n_inspectors, a);

    for (int i = 0; i < l->n_exclusions; i++) {
        int t = target_at[l->exclusions[i].target - 1];

        if (t >= 0)
            out[(size_t)t * (size_t)l->n_inspectors +
                (size_t)inspector_at[l->exclusions[i].inspector - 1]] = true;
    }
    return out;
}

/* By number, each row ascending. */
static void tell_result(struct matching *m, const int *targets, const int *inspectors,
                        struct arena *a, struct draw_result *out)
{
    const int *place = places_of(inspectors, m->n_inspectors, m->n_inspectors, a);
    int n = 0;

    *out = (struct draw_result){.n_drawn = m->n_drawn, .n_each = m->n_each};
    out->targets = arena_alloc(a, (size_t)m->n_drawn, sizeof *out->targets);
    out->inspectors =
        arena_alloc(a, (size_t)m->n_drawn * (size_t)m->n_each, sizeof *out->inspectors);
    for (int t = 0; t < m->n_drawn; t++) {
        out->targets[t] = targets[t] + 1;
        for (int i = 0; i < m->n_inspectors; i++) {
            if (*cell(m->has, m, t, place[i]))
                out->inspectors[n++] = i + 1;
        }
    }
}

bool draw_run(const struct draw_list *l, const struct sha256 *commitment, const char *seed,
              struct arena *a, struct draw_result *out)
{
    struct stream s = {.commitment = commitment, .seed = seed};
    const int *targets = shuffled(&s, l->n_targets, a);
    const int *inspectors = shuffled(&s, l->n_inspectors, a);
    struct matching m = {.n_drawn = l->n_drawn,
                         .n_each = l->n_each,
                         .n_inspectors = l->n_inspectors,
                         .excluded = exclusions_of(l, targets, inspectors, a)};

    if (!match(&m, a))
        return false;
    tell_result(&m, targets, inspectors, a, out);
    return true;
}

bool draw_excluded(const struct draw_list *l, int inspector, int target, const char **reason)
{
    for (int i = 0; i < l->n_exclusions; i++) {
        if (l->exclusions[i].inspector == inspector && l->exclusions[i].target == target) {
            *reason = l->exclusions[i].reason;
            return true;
        }
    }
    return false;
}
