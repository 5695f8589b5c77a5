/* lookup.c - the places of a chain, asked one after the other and joined with "or". */
#include "domain/lookup.h"

#include <assert.h>

static const char *const answer_names[ANSWERS] = {"not_in", "unknown", "in", "near_boundary"};

static void add_leans(struct lookup *out, const struct absence *a)
{
    for (size_t i = 0; i < a->n_leans; i++) {
        if (out->n_leans < LOOKUP_LEANS)
            out->leans[out->n_leans++] = a->leans[i];
    }
}

void lookup_assess(const struct view *v, const struct holder *chain, size_t n, date_t on,
                   struct lookup *out)
{
    enum truth held = TRUTH_NO;

    out->n_leans = 0;
    for (size_t i = 0; i < n; i++) {
        enum side side = place_kind_side(chain[i].kind);

        if (side == SIDE_NONE)
            continue;
        struct holding demonstration = holding_of(v, &chain[i], side_demonstration(side), on);
        struct holding pilot = holding_of(v, &chain[i], side_pilot(side), on);

        held = truth_or(held, holding_either(&demonstration, &pilot));
        add_leans(out, &demonstration.absence);
        add_leans(out, &pilot.absence);
    }
    out->answer = held == TRUTH_YES ? ANSWER_IN : held == TRUTH_NO ? ANSWER_NOT_IN : ANSWER_UNKNOWN;
}

enum answer lookup_near(enum answer here, const struct beyond *beyond, size_t n, double accuracy)
{
    for (size_t i = 0; i < n; i++) {
        if (beyond[i].answer != here && beyond[i].metres < accuracy)
            return ANSWER_NEAR_BOUNDARY;
    }
    return here;
}

const char *answer_name(enum answer a)
{
    assert((int)a >= 0 && a < ANSWERS);
    return answer_names[a];
}
