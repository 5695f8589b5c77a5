/* frozen.c - the text of a recommendation: application, materials, findings and verdict.
 *
 * Names of people stay out of it; the events beside it say who did what. */
#include "store/frozen.h"

#include "base/json_write.h"
#include "domain/evidence.h"
#include "store/frozen_zone.h"
#include "store/internal.h"
#include "store/materials.h"
#include "store/place_known.h"
#include "store/revision.h"
#include "store/walk.h"

static const char PUT[] = "INSERT INTO frozen (application, version, body, sha256, at_ms)"
                          " VALUES ($1, $2, $3, $4, $5)";
static const char ONE[] = "SELECT version, sha256, at_ms, body FROM frozen WHERE application = $1"
                          " AND version = coalesce($2, version) ORDER BY version DESC LIMIT 1";
static const char LIST[] =
    "SELECT version, sha256, at_ms FROM frozen WHERE application = $1 ORDER BY version";
enum { COL_VERSION, COL_SHA256, COL_AT, COL_BODY };

static void put_file(struct json_writer *w, const struct attached *f)
{
    char hex[SHA256_HEX];

    if (!f->there) {
        json_put_null(w, "file");
        return;
    }
    json_put_object(w, "file");
    json_put_string(w, "sha256", sha256_hex(&f->sha256, hex));
    json_put_string(w, "name", f->name);
    json_put_string(w, "type", f->type);
    json_put_int(w, "size", f->size);
    json_end(w);
}

static void put_application(struct json_writer *w, const struct application *app, const char *name)
{
    json_put_object(w, "application");
    json_put_int(w, "id", app->id);
    json_put_int(w, "version", app->version);
    json_put_string(w, "round", app->round);
    json_put_string(w, "track", title_kind_name(app->track));
    json_put_object(w, "place");
    json_put_string(w, "code", app->place);
    json_put_string(w, "name", name);
    json_end(w);
    json_put_string(w, "province", app->unit);
    if (app->rank)
        json_put_int(w, "rank", app->rank);
    json_put_moment(w, "opened", app->opened);
    json_put_moment(w, "recommended", app->changed);
    json_end(w);
}

static void put_materials(struct json_writer *w, const struct material_row *all)
{
    json_put_array(w, "materials");
    for (int k = 0; k < MATERIAL_KINDS; k++) {
        if (!material_there(&all[k]))
            continue;
        json_object(w);
        json_put_string(w, "kind", material_name(all[k].kind));
        json_put_string(w, "note", all[k].note);
        put_file(w, &all[k].file);
        json_put_moment(w, "at", all[k].at);
        json_end(w);
    }
    json_end(w);
}

static void put_findings(struct json_writer *w, const struct assessment *as)
{
    json_put_array(w, "findings");
    for (size_t i = 0; i < as->n_findings; i++) {
        const struct finding_row *f = &as->findings[i];

        json_object(w);
        json_put_string(w, "condition", condition_name(f->condition));
        json_put_string(w, "result", result_name(f->result));
        json_put_string(w, "evidence", f->evidence);
        put_file(w, &f->file);
        json_put_moment(w, "at", f->at);
        json_end(w);
    }
    json_end(w);
}

static void put_verdict(struct json_writer *w, const struct eligibility *e)
{
    char evidence[EVIDENCE_TEXT];

    json_put_object(w, "verdict");
    json_put_date(w, "on", e->on);
    json_put_string(w, "verdict", verdict_name(e->verdict));
    json_put_array(w, "conditions");
    for (size_t i = 0; i < e->n; i++) {
        const struct condition *c = &e->conditions[i];

        json_object(w);
        json_put_string(w, "id", condition_name(c->rule->id));
        json_put_string(w, "clause", c->rule->clause);
        json_put_string(w, "result", result_name(c->result));
        json_put_string(w, "evidence", evidence_of(e, c, false, evidence));
        json_end(w);
    }
    json_end(w);
    json_put_string(w, "rules", rules_version(e->track));
    json_end(w);
}

static bool write_text(struct store *s, struct arena *a, const struct application *app,
                       const struct assessment *as, struct buf *out, struct err *err)
{
    struct json_writer w = json_writer_to(out);
    struct material_row materials[MATERIAL_KINDS];
    struct place_known p;
    int64_t revision;

    if (!store_place_known(s, a, app->place, &p, err) ||
        !store_materials(s, a, app->id, materials, err) || !revision_number(s, &revision, err))
        return false;
    json_object(&w);
    put_application(&w, app, p.name);
    if (!frozen_zone(s, a, app, &w, err))
        return false;
    put_materials(&w, materials);
    put_findings(&w, as);
    put_verdict(&w, &as->verdict);
    json_put_int(&w, "revision", revision);
    json_end(&w);
    return true;
}

bool frozen_put(struct store *s, struct arena *a, const struct application *app,
                const struct assessment *as, struct err *err)
{
    struct buf text = {0};
    struct sha256 digest;
    struct stmt *q = NULL;
    bool ok = false;

    if (!write_text(s, a, app, as, &text, err) || !(q = stmt_get(s->db, PUT, err)))
        goto done;
    digest = sha256_of(text.data, text.len);
    bind_int(q, 1, app->id);
    bind_int(q, 2, app->version);
    bind_text(q, 3, text.data);
    bind_digest(q, 4, &digest);
    bind_int(q, 5, app->changed);
    ok = stmt_run(q, err);

done:
    buf_free(&text);
    return ok;
}

static struct frozen frozen_from_row(struct stmt *row)
{
    struct frozen f = {.version = column_int(row, COL_VERSION), .at = column_int(row, COL_AT)};

    column_digest(row, COL_SHA256, &f.sha256);
    return f;
}

bool store_frozen(struct store *s, struct arena *a, int64_t application, int64_t version,
                  struct frozen *out, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ONE, err);
    int rc;

    *out = (struct frozen){0};
    if (!q)
        return false;
    bind_int(q, 1, application);
    bind_int_or_null(q, 2, version, 0);
    rc = stmt_step(q, err);
    if (rc == 1) {
        *out = frozen_from_row(q);
        out->body = column_text(q, COL_BODY, a);
    }
    stmt_done(q);
    return rc >= 0;
}

bool store_frozen_list(struct store *s, struct arena *a, int64_t application, struct frozen **out,
                       size_t *n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, LIST, err);
    struct frozen *rows = NULL;
    size_t room = 0;
    int rc;

    *n = 0;
    if (!q)
        return false;
    bind_int(q, 1, application);
    while ((rc = stmt_step(q, err)) == 1) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        rows[(*n)++] = frozen_from_row(q);
    }
    stmt_done(q);
    *out = rows;
    return rc == 0;
}
