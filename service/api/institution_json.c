/* institution_json.c - see institution_json.h.  What is not on record is null, never left to guess.
 */
#include "api/institution_json.h"

#include "domain/coverage.h"

#include <math.h>

enum { DEGREE_DECIMALS = 8 };

/* ---- what speaks ---- */

static const struct institution_stay *last_begun(const struct directory_entry *e,
                                                 const struct when *when)
{
    const struct institution_stay *last = NULL;

    for (size_t i = 0; i < e->n_stays; i++) {
        const struct institution_stay *t = &e->stays[i];

        if (view_shows(when->as_of, t->recorded, t->retracted) && t->admitted <= when->on &&
            (!last || t->admitted > last->admitted))
            last = t;
    }
    return last;
}

static const struct institution_assessment *newest_of(const struct directory_entry *e,
                                                      moment_t as_of)
{
    const struct institution_assessment *newest = NULL;

    for (size_t i = 0; i < e->n_assessments; i++) {
        const struct institution_assessment *as = &e->assessments[i];

        if (view_shows(as_of, as->recorded, as->retracted) && (!newest || as->year > newest->year))
            newest = as;
    }
    return newest;
}

bool institution_see(const struct directory_entry *e, const struct when *when,
                     struct institution_seen *out)
{
    *out = (struct institution_seen){.entry = e, .row = entry_row(e, when->on, when->as_of)};
    if (!out->row)
        out->row = entry_row(e, DATE_NONE, when->as_of);
    if (!out->row)
        return false;
    out->stay = entry_stay(e, when->on, when->as_of);
    out->stands = entry_stands(e, when->on, when->as_of);
    if (!out->stay)
        out->stay = last_begun(e, when);
    out->newest = newest_of(e, when->as_of);
    return true;
}

/* ---- words ---- */

void put_words(struct json_writer *w, const char *key, enum word_list list, unsigned set)
{
    json_put_array(w, key);
    for (int i = 0; i < word_count(list); i++) {
        if (set & 1U << i)
            json_string(w, word_name(list, i));
    }
    json_end(w);
}

static void put_labels(struct json_writer *w, const char *key, enum word_list list, unsigned set,
                       bool english)
{
    json_put_array(w, key);
    for (int i = 0; i < word_count(list); i++) {
        if (set & 1U << i)
            json_string(w, word_label(list, i, english));
    }
    json_end(w);
}

void put_word(struct json_writer *w, const char *key, enum word_list list, int word, bool english)
{
    struct buf label = {0};

    json_put_string(w, key, word_name(list, word));
    buf_printf(&label, "%s_label", key);
    json_put_string(w, label.data, word_label(list, word, english));
    buf_free(&label);
}

/* ---- one entry ---- */

static void put_row(struct json_writer *w, const struct institution *i, bool english)
{
    json_put_string(w, "name", i->name);
    json_put_string(w, "uscc", i->uscc);
    put_words(w, "forms", WORDS_FORM, i->forms);
    put_labels(w, "form_labels", WORDS_FORM, i->forms, english);
    put_words(w, "ip_kinds", WORDS_IP_KIND, i->ip_kinds);
    put_labels(w, "ip_kind_labels", WORDS_IP_KIND, i->ip_kinds, english);
    put_word(w, "size", WORDS_SIZE, i->size, english);
    json_put_string(w, "address", i->address);
    json_key(w, "point");
    if (!i->has_point) {
        json_null(w);
    } else {
        json_object(w);
        json_put_number(w, "lon", i->lon, DEGREE_DECIMALS);
        json_put_number(w, "lat", i->lat, DEGREE_DECIMALS);
        json_put_object(w, "given");
        json_put_number(w, "lon", i->given[0], DEGREE_DECIMALS);
        json_put_number(w, "lat", i->given[1], DEGREE_DECIMALS);
        json_put_string(w, "datum", i->datum);
        json_end(w);
        json_end(w);
    }
    json_put_date(w, "since", i->since);
    json_put_date(w, "until", i->until);
    json_put_string(w, "source", i->source);
    json_put_moment(w, "recorded", i->recorded);
}

static void put_position(struct json_writer *w, const struct placed *p, bool english)
{
    json_put_object(w, "position");
    json_put_string(w, "where", placement_name(p->where));
    json_put_string(w, "label", placement_label(p->where, english));
    json_key(w, "part");
    if (p->part) {
        json_object(w);
        json_put_int(w, "number", p->part->part.number);
        json_put_string(w, "name", p->part->part.name);
        json_end(w);
    } else {
        json_null(w);
    }
    json_put_number(w, "metres", p->metres, 1);
    json_end(w);
}

static void put_zone_ref(struct json_writer *w, const struct atlas *a, const char *id,
                         const struct when *when)
{
    const long at = atlas_zone_find(a, id);
    const struct zone *z = at < 0 ? NULL : atlas_zone(a, (size_t)at, when->on, when->as_of);

    if (!z && at >= 0)
        z = atlas_zone(a, (size_t)at, DATE_NONE, when->as_of);
    json_put_object(w, "zone");
    json_put_string(w, "id", id);
    json_put_string(w, "name", z ? z->name : NULL);
    json_end(w);
}

static bool any_stands(const struct directory_entry *e, const struct when *when)
{
    for (size_t i = 0; i < e->n_misconduct; i++) {
        if (e->misconduct[i].day <= when->on &&
            misconduct_stands(&e->misconduct[i], when->on, when->as_of))
            return true;
    }
    return false;
}

/* An exit that lies ahead of the day is told as well: it is announced. */
static void put_stay(struct json_writer *w, const struct institution_stay *t, bool english)
{
    json_put_date(w, "admitted", t ? t->admitted : DATE_NONE);
    json_put_date(w, "exited", t ? t->exited : DATE_NONE);
    put_word(w, "exit_kind", WORDS_EXIT, t ? t->exit_kind : WORD_NONE, english);
}

void put_institution(struct json_writer *w, const struct request *rq, const struct atlas *a,
                     const struct institution_seen *s, const struct when *when)
{
    const bool english = rq->lang == LANG_EN;
    const struct placed placed = atlas_placed(a, s->row, when->on, when->as_of);

    json_put_int(w, "id", s->entry->id);
    put_zone_ref(w, a, s->entry->zone, when);
    put_row(w, s->row, english);
    put_position(w, &placed, english);
    json_put_bool(w, "in_directory", s->stands);
    put_stay(w, s->stay, english);
    json_put_bool(w, "serious_misconduct", any_stands(s->entry, when));
    json_key(w, "assessment");
    if (s->newest) {
        json_object(w);
        json_put_int(w, "year", s->newest->year);
        json_put_string(w, "grade", s->newest->grade);
        json_end(w);
    } else {
        json_null(w);
    }
}

/* ---- history ---- */

static void put_rows(struct json_writer *w, const struct directory_entry *e, moment_t as_of,
                     bool english)
{
    json_put_array(w, "rows");
    for (size_t i = 0; i < e->n_rows; i++) {
        if (!view_shows(as_of, e->rows[i].recorded, e->rows[i].retracted))
            continue;
        json_object(w);
        put_row(w, &e->rows[i], english);
        json_end(w);
    }
    json_end(w);
}

static void put_stays(struct json_writer *w, const struct directory_entry *e, moment_t as_of,
                      bool english)
{
    json_put_array(w, "stays");
    for (size_t i = 0; i < e->n_stays; i++) {
        const struct institution_stay *t = &e->stays[i];

        if (!view_shows(as_of, t->recorded, t->retracted))
            continue;
        json_object(w);
        json_put_date(w, "admitted", t->admitted);
        json_put_string(w, "admission_reason", t->admission_reason);
        json_put_date(w, "exited", t->exited);
        put_word(w, "exit_kind", WORDS_EXIT, t->exit_kind, english);
        json_put_string(w, "exit_reason", t->exit_reason);
        json_put_id(w, "misconduct", t->misconduct);
        json_put_string(w, "clause", t->exit_kind == EXIT_SANCTION ? "Z/一(三)" : NULL);
        json_put_string(w, "source", t->source);
        json_put_moment(w, "recorded", t->recorded);
        json_end(w);
    }
    json_end(w);
}

void put_misconduct(struct json_writer *w, const struct institution_misconduct *m, bool english)
{
    json_put_int(w, "record", m->id);
    put_word(w, "kind", WORDS_MISCONDUCT, m->kind, english);
    json_put_date(w, "day", m->day);
    json_put_bool(w, "serious", m->serious);
    json_put_string(w, "words", m->words);
    json_put_string(w, "document", m->document);
    json_put_date(w, "lifted", m->lifted);
    json_put_string(w, "lifted_by", m->lifted_by);
}

static void put_all_misconduct(struct json_writer *w, const struct directory_entry *e,
                               moment_t as_of, bool english)
{
    json_put_array(w, "misconduct");
    for (size_t i = 0; i < e->n_misconduct; i++) {
        const struct institution_misconduct *m = &e->misconduct[i];

        if (!view_shows(as_of, m->recorded, m->retracted))
            continue;
        json_object(w);
        put_misconduct(w, m, english);
        json_put_moment(w, "recorded", m->recorded);
        json_end(w);
    }
    json_end(w);
}

static void put_assessments(struct json_writer *w, const struct directory_entry *e, moment_t as_of)
{
    json_put_array(w, "assessments");
    for (size_t i = 0; i < e->n_assessments; i++) {
        const struct institution_assessment *as = &e->assessments[i];

        if (!view_shows(as_of, as->recorded, as->retracted))
            continue;
        json_object(w);
        json_put_int(w, "year", as->year);
        json_put_string(w, "grade", as->grade);
        json_put_string(w, "words", as->words);
        json_put_string(w, "document", as->document);
        json_put_moment(w, "recorded", as->recorded);
        json_end(w);
    }
    json_end(w);
}

void put_institution_history(struct json_writer *w, const struct request *rq,
                             const struct directory_entry *e, moment_t as_of)
{
    const bool english = rq->lang == LANG_EN;

    put_rows(w, e, as_of, english);
    put_stays(w, e, as_of, english);
    put_all_misconduct(w, e, as_of, english);
    put_assessments(w, e, as_of);
}
