/* draw_json.c - see draw_json.h.  The names of the members are those of domain/draw_file.c. */
#include "api/draw_json.h"

#include "domain/unit.h"

#include <string.h>

static const char *unit_label(const char *unit, bool english)
{
    const struct unit *u = unit_find(unit);

    if (!u)
        return english ? "the national office" : "国家知识产权局";
    return english ? u->en : u->zh;
}

static void put_common(struct json_writer *w, const struct request *rq, const struct draw_row *d,
                       const struct draw_list *l)
{
    char hex[SHA256_HEX];

    json_put_int(w, "id", d->id);
    json_put_string(w, "title", d->title);
    json_put_string(w, "unit", d->unit);
    json_put_string(w, "unit_name", unit_label(d->unit, rq->lang == LANG_EN));
    json_put_string(w, "zone", d->zone);
    json_put_string(w, "state", d->seed ? "drawn" : "committed");
    json_put_string(w, "commitment", sha256_hex(&d->commitment, hex));
    json_put_string(w, "seed_from", l->seed_from);
    json_put_moment(w, "seed_not_before", d->not_before);
    json_put_int(w, "draw", l->n_drawn);
    json_put_int(w, "each", l->n_each);
    json_put_moment(w, "recorded", d->recorded);
}

void put_draw_head(struct json_writer *w, const struct request *rq, const struct draw_row *d,
                   const struct draw_list *l)
{
    put_common(w, rq, d, l);
    json_put_int(w, "n_inspectors", l->n_inspectors);
    json_put_int(w, "n_institutions", l->n_targets);
    json_put_int(w, "n_exclusions", l->n_exclusions);
    json_put_string(w, "seed", d->seed);
}

static void put_target(struct json_writer *w, const struct draw_list *l, int number)
{
    const struct draw_target *t = &l->targets[number - 1];

    json_put_int(w, "number", number);
    json_put_int(w, "id", t->id);
    json_put_string(w, "uscc", t->uscc);
    json_put_string(w, "name", t->name);
}

static void put_list(struct json_writer *w, const struct draw_list *l)
{
    json_put_array(w, "inspectors");
    for (int i = 0; i < l->n_inspectors; i++) {
        json_object(w);
        json_put_int(w, "number", i + 1);
        json_put_string(w, "digest", l->inspectors[i]);
        json_end(w);
    }
    json_end(w);
    json_put_array(w, "institutions");
    for (int i = 0; i < l->n_targets; i++) {
        json_object(w);
        put_target(w, l, i + 1);
        json_end(w);
    }
    json_end(w);
    json_put_array(w, "exclusions");
    for (int i = 0; i < l->n_exclusions; i++) {
        json_object(w);
        json_put_int(w, "inspector", l->exclusions[i].inspector);
        json_put_int(w, "institution", l->targets[l->exclusions[i].target - 1].id);
        json_put_string(w, "reason", l->exclusions[i].reason);
        json_end(w);
    }
    json_end(w);
}

static void put_seed(struct json_writer *w, const struct draw_row *d)
{
    json_key(w, "seed");
    if (!d->seed) {
        json_null(w);
        return;
    }
    json_object(w);
    json_put_string(w, "value", d->seed);
    json_put_string(w, "source", d->source);
    json_put_moment(w, "entered", d->seeded);
    json_end(w);
}

void put_draw_outcome(struct json_writer *w, const struct draw_outcome *o)
{
    json_put_date(w, "inspected", o->inspected);
    json_put_string(w, "outcome", o->words);
    json_put_string(w, "document", o->document);
    json_put_moment(w, "recorded", o->recorded);
}

static void put_drawn(struct json_writer *w, const struct draw_row *d, const struct draw_list *l,
                      const struct draw_result *r, draw_outcome_of *outcome, const void *arg)
{
    json_put_array(w, "drawn");
    for (int t = 0; r && t < r->n_drawn; t++) {
        const struct draw_outcome *o =
            outcome ? outcome(arg, d->id, l->targets[r->targets[t] - 1].id) : NULL;

        json_object(w);
        put_target(w, l, r->targets[t]);
        json_put_array(w, "inspectors");
        for (int i = 0; i < r->n_each; i++)
            json_int(w, r->inspectors[t * r->n_each + i]);
        json_end(w);
        json_key(w, "inspection");
        if (o) {
            json_object(w);
            put_draw_outcome(w, o);
            json_end(w);
        } else {
            json_null(w);
        }
        json_end(w);
    }
    json_end(w);
}

void put_draw(struct json_writer *w, const struct request *rq, const struct draw_row *d,
              const struct draw_list *l, const struct draw_result *r, draw_outcome_of *outcome,
              const void *arg)
{
    put_common(w, rq, d, l);
    put_list(w, l);
    put_seed(w, d);
    put_drawn(w, d, l, r, outcome, arg);
    json_put_string(w, "list", d->list);
    json_put_string(w, "result", d->result);
}
