/* imports_json.c - see imports_json.h. */
#include "api/imports_json.h"

#include "domain/unit.h"

#include <string.h>

enum { POINT_DECIMALS = 5 };

static bool name_of(struct store *s, struct arena *a, int64_t id, const char **out, struct err *err)
{
    struct person p;

    *out = NULL;
    if (id == 0)
        return true;
    if (!store_person(s, a, id, &p, err))
        return false;
    *out = p.name;
    return true;
}

bool import_shown(struct store *s, struct arena *a, const struct import_batch *b,
                  struct import_shown *out, struct err *err)
{
    const char *now;

    *out = (struct import_shown){.batch = *b};
    if (!store_import_ground(s, a, &now, err) || !name_of(s, a, b->person, &out->person, err) ||
        !name_of(s, a, b->applied_by, &out->applied_by, err) ||
        !name_of(s, a, b->ended_by, &out->ended_by, err))
        return false;
    out->stale = b->state == IMPORT_PREVIEWED && strcmp(now, b->stood) != 0;
    return true;
}

static void put_act(struct json_writer *w, const char *key, const char *name, moment_t at,
                    int64_t revision)
{
    if (!name) {
        json_put_null(w, key);
        return;
    }
    json_put_object(w, key);
    json_put_string(w, "by", name);
    json_put_moment(w, "at", at);
    json_put_id(w, "revision", revision);
    json_end(w);
}

static void put_counts(struct json_writer *w, const struct import_batch *b)
{
    int64_t rows = 0;

    json_put_object(w, "results");
    for (int i = 0; i < ROW_RESULTS; i++) {
        json_put_int(w, row_result_name((enum row_result)i), b->n[i]);
        rows += b->n[i];
    }
    json_end(w);
    json_put_int(w, "rows", rows);
    json_put_int(w, "rows_read", rows);
}

void put_import(struct json_writer *w, const struct request *rq, const struct import_shown *shown)
{
    const struct import_batch *b = &shown->batch;
    char hex[SHA256_HEX];

    json_put_int(w, "id", b->id);
    json_put_string(w, "kind", b->kind);
    json_put_string(w, "name", b->name);
    json_put_string(w, "source", b->source);
    json_put_string(w, "sha256", sha256_hex(&b->sha256, hex));
    json_put_int(w, "size", b->size);
    json_put_string(w, "encoding", b->encoding);
    json_put_string(w, "state", import_state_name(b->state));
    json_put_string(w, "state_label", import_state_label(b->state, rq->lang == LANG_EN));
    json_put_int(w, "version", b->version);
    json_put_bool(w, "stale", shown->stale);
    put_counts(w, b);
    json_key(w, "left_out");
    if (b->left_out < 0)
        json_null(w);
    else
        json_int(w, b->left_out);
    put_act(w, "handed_in", shown->person, b->at, 0);
    put_act(w, "applied", shown->applied_by, b->applied, b->applied_in);
    put_act(w, "ended", shown->ended_by, b->ended, b->undone_in);
    json_put_string(w, "reason", b->reason);
}

static void put_point(struct json_writer *w, const struct atlas *a, const char *code)
{
    const int at = a && code ? atlas_find_code(a, code) : -1;

    if (at < 0) {
        json_put_null(w, "lon");
        json_put_null(w, "lat");
        return;
    }
    json_put_number(w, "lon", atlas_place(a, at)->label_x, POINT_DECIMALS);
    json_put_number(w, "lat", atlas_place(a, at)->label_y, POINT_DECIMALS);
}

void put_import_row(struct json_writer *w, const struct request *rq, const struct atlas *a,
                    const struct import_row *r)
{
    const struct title *t = &r->title;
    const bool english = rq->lang == LANG_EN;
    const struct unit *unit = t->unit ? unit_find(t->unit) : NULL;

    json_object(w);
    json_put_int(w, "line", (int64_t)r->line);
    json_put_string(w, "result", row_result_name(r->result));
    json_put_string(w, "result_label", row_result_label(r->result, english));
    json_put_string(w, "field", r->field);
    json_put_string(w, "words", english ? r->en : r->zh);
    json_put_string(w, "kind", r->has_kind ? title_kind_name(t->kind) : NULL);
    json_put_string(w, "kind_short", r->has_kind ? title_kind_short(t->kind, english) : NULL);
    json_put_string(w, "code", t->holder);
    json_put_string(w, "name", t->name);
    json_put_string(w, "unit", t->unit);
    json_put_string(w, "unit_name", unit ? english ? unit->en : unit->zh : NULL);
    json_put_string(w, "batch", t->batch);
    json_put_date(w, "since", t->since);
    json_put_date(w, "until", t->until);
    json_put_string(w, "document", t->document);
    json_put_string(w, "source", t->source);
    json_put_string(w, "note", r->note);
    json_put_id(w, "stands", r->stands);
    json_put_id(w, "made", r->made);
    put_point(w, a, t->holder);
    json_end(w);
}
