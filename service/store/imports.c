/* imports.c - batches and their rows, as they stand. */
#include "store/imports.h"

#include "base/mem.h"
#include "store/internal.h"
#include "store/walk.h"

#include <string.h>

#define BATCH                                                                                      \
    "SELECT id, kind, name, source, sha256, size, encoding, stood, found, state, version, person," \
    " at_ms, left_out, applied_by, applied_ms, applied_in, ended_by, ended_ms, undone_in, reason"  \
    " FROM import_batch"
enum {
    COL_ID,
    COL_KIND,
    COL_NAME,
    COL_SOURCE,
    COL_SHA256,
    COL_SIZE,
    COL_ENCODING,
    COL_STOOD,
    COL_FOUND,
    COL_STATE,
    COL_VERSION,
    COL_PERSON,
    COL_AT,
    COL_LEFT_OUT,
    COL_APPLIED_BY,
    COL_APPLIED,
    COL_APPLIED_IN,
    COL_ENDED_BY,
    COL_ENDED,
    COL_UNDONE_IN,
    COL_REASON,
};
static const char ONE[] = BATCH " WHERE id = $1";
static const char MANY[] = BATCH " ORDER BY id DESC LIMIT $1 OFFSET $2";
static const char HOW_MANY[] = "SELECT count(*) FROM import_batch";
static const char RESULTS[] =
    "SELECT result, count(*) FROM import_row WHERE batch = $1 GROUP BY result";

#define ROW_FIELDS                                                                                 \
    "r.line, r.result, r.field, r.en, r.zh, r.kind, r.name, r.holder, r.unit, r.list, r.since,"    \
    " r.until, r.document, r.confidence, r.source_kind, r.source, r.note, r.host_guess, r.stands"
enum {
    COL_ROW_LINE,
    COL_ROW_RESULT,
    COL_ROW_FIELD,
    COL_ROW_EN,
    COL_ROW_ZH,
    COL_ROW_KIND,
    COL_ROW_NAME,
    COL_ROW_HOLDER,
    COL_ROW_UNIT,
    COL_ROW_LIST,
    COL_ROW_SINCE,
    COL_ROW_UNTIL,
    COL_ROW_DOCUMENT,
    COL_ROW_CONFIDENCE,
    COL_ROW_SOURCE_KIND,
    COL_ROW_SOURCE,
    COL_ROW_NOTE,
    COL_ROW_HOST_GUESS,
    COL_ROW_STANDS,
    COL_ROW_MADE,
};
static const char ROWS[] = "SELECT " ROW_FIELDS ", m.made FROM import_row AS r"
                           " LEFT JOIN import_made AS m ON m.batch = r.batch AND m.line = r.line"
                           " WHERE r.batch = $1 AND ($2 = '' OR r.result = $2)"
                           " ORDER BY r.line LIMIT $3 OFFSET $4";
static const char N_ROWS[] =
    "SELECT count(*) FROM import_row WHERE batch = $1 AND ($2 = '' OR result = $2)";
static const char FOUND[] =
    "SELECT " ROW_FIELDS " FROM import_row AS r WHERE batch = $1 ORDER BY line";

static const struct {
    const char *name, *zh, *en;
} states[IMPORT_STATES] = {
    [IMPORT_PREVIEWED] = {"previewed", "已预览，未应用", "previewed"},
    [IMPORT_APPLIED] = {"applied", "已应用", "applied"},
    [IMPORT_UNDONE] = {"undone", "已撤销", "undone"},
    [IMPORT_DISCARDED] = {"discarded", "已放弃", "discarded"},
};

const char *import_state_name(enum import_state s)
{
    return states[s].name;
}

const char *import_state_label(enum import_state s, bool english)
{
    return english ? states[s].en : states[s].zh;
}

bool import_state_parse(const char *s, enum import_state *out)
{
    for (int i = 0; i < IMPORT_STATES; i++) {
        if (strcmp(s, states[i].name) == 0) {
            *out = (enum import_state)i;
            return true;
        }
    }
    return false;
}

/* ---- batches ---- */

static bool batch_from_row(struct stmt *q, struct arena *a, struct import_batch *b, struct err *err)
{
    *b = (struct import_batch){
        .id = column_int(q, COL_ID),
        .kind = column_text(q, COL_KIND, a),
        .name = column_text(q, COL_NAME, a),
        .source = column_text(q, COL_SOURCE, a),
        .size = column_int(q, COL_SIZE),
        .encoding = column_text(q, COL_ENCODING, a),
        .stood = column_text(q, COL_STOOD, a),
        .version = column_int(q, COL_VERSION),
        .person = column_int(q, COL_PERSON),
        .at = column_int(q, COL_AT),
        .left_out = column_int_or(q, COL_LEFT_OUT, -1),
        .applied_by = column_int(q, COL_APPLIED_BY), /* NULL reads as 0, here and below */
        .applied_in = column_int(q, COL_APPLIED_IN),
        .ended_by = column_int(q, COL_ENDED_BY),
        .undone_in = column_int(q, COL_UNDONE_IN),
        .applied = column_int_or(q, COL_APPLIED, MOMENT_NONE),
        .ended = column_int_or(q, COL_ENDED, MOMENT_NONE),
        .reason = column_text(q, COL_REASON, a),
    };
    return (column_digest(q, COL_SHA256, &b->sha256) && column_digest(q, COL_FOUND, &b->found) &&
            import_state_parse(column_text(q, COL_STATE, a), &b->state)) ||
           err_set(err, ERR_INTERNAL, "import %lld holds a word that is not known",
                   (long long)b->id);
}

static bool count_rows(struct store *s, struct arena *a, struct import_batch *b, struct err *err)
{
    struct stmt *q = stmt_get(s->db, RESULTS, err);
    enum row_result result;
    int rc;

    if (!q)
        return false;
    bind_int(q, 1, b->id);
    while ((rc = stmt_step(q, err)) == 1) {
        if (row_result_parse(column_text(q, 0, a), &result))
            b->n[result] = column_int(q, 1);
    }
    stmt_done(q);
    return rc == 0;
}

bool store_import(struct store *s, struct arena *a, int64_t id, struct import_batch *out,
                  struct err *err)
{
    struct stmt *q = stmt_get(s->db, ONE, err);
    int rc;

    *out = (struct import_batch){0};
    if (!q)
        return false;
    bind_int(q, 1, id);
    rc = stmt_step(q, err);
    if (rc == 1 && !batch_from_row(q, a, out, err))
        rc = -1;
    stmt_done(q);
    return rc >= 0 && (out->id == 0 || count_rows(s, a, out, err));
}

bool store_imports(struct store *s, struct arena *a, long limit, long offset,
                   struct import_batch **out, size_t *n, int64_t *total, struct err *err)
{
    struct stmt *q = stmt_get(s->db, HOW_MANY, err);
    struct import_batch *rows = NULL;
    size_t room = 0;
    int rc;

    *n = 0;
    if (!q || !stmt_number(q, 0, total, err) || !(q = stmt_get(s->db, MANY, err)))
        return false;
    bind_int(q, 1, limit);
    bind_int(q, 2, offset);
    while ((rc = stmt_step(q, err)) == 1) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        if (!batch_from_row(q, a, &rows[(*n)++], err)) {
            rc = -1;
            break;
        }
    }
    stmt_done(q);
    for (size_t i = 0; rc == 0 && i < *n; i++)
        rc = count_rows(s, a, &rows[i], err) ? 0 : -1;
    *out = rows;
    return rc == 0;
}

/* ---- rows ---- */

static bool day_of(struct stmt *q, int column, struct arena *a, date_t *out)
{
    *out = DATE_NONE;
    return column_is_null(q, column) || date_parse(column_text(q, column, a), out);
}

static bool row_from_row(struct stmt *q, struct arena *a, struct import_row *r, struct err *err)
{
    const char *kind = column_text(q, COL_ROW_KIND, a), *word;
    bool ok;

    *r = (struct import_row){
        .line = (size_t)column_int(q, COL_ROW_LINE),
        .field = column_text(q, COL_ROW_FIELD, a),
        .en = column_text(q, COL_ROW_EN, a),
        .zh = column_text(q, COL_ROW_ZH, a),
        .has_kind = kind != NULL,
        .note = column_text(q, COL_ROW_NOTE, a),
        .stands = column_int(q, COL_ROW_STANDS),
        .made = column_int(q, COL_ROW_MADE),
        .title = {.name = column_text(q, COL_ROW_NAME, a),
                  .holder = column_text(q, COL_ROW_HOLDER, a),
                  .host_guess = column_text(q, COL_ROW_HOST_GUESS, a),
                  .unit = column_text(q, COL_ROW_UNIT, a),
                  .batch = column_text(q, COL_ROW_LIST, a),
                  .document = column_text(q, COL_ROW_DOCUMENT, a),
                  .source = column_text(q, COL_ROW_SOURCE, a),
                  .revoked = DATE_NONE,
                  .superseded = DATE_NONE,
                  .recorded = MOMENT_NONE,
                  .retracted = MOMENT_NONE},
    };
    ok = row_result_parse(column_text(q, COL_ROW_RESULT, a), &r->result) &&
         (!kind || title_kind_parse(kind, &r->title.kind)) &&
         day_of(q, COL_ROW_SINCE, a, &r->title.since) &&
         day_of(q, COL_ROW_UNTIL, a, &r->title.until) &&
         (!(word = column_text(q, COL_ROW_CONFIDENCE, a)) ||
          confidence_parse(word, &r->title.confidence)) &&
         (!(word = column_text(q, COL_ROW_SOURCE_KIND, a)) ||
          source_kind_parse(word, &r->title.source_kind));
    return ok || err_set(err, ERR_INTERNAL, "line %zu of an import holds a word that is not known",
                         r->line);
}

bool store_import_rows(struct store *s, struct arena *a, const struct import_rows_asked *asked,
                       struct import_row **out, size_t *n, int64_t *total, struct err *err)
{
    const char *result = asked->result < 0 ? "" : row_result_name((enum row_result)asked->result);
    struct stmt *q = stmt_get(s->db, N_ROWS, err);
    struct import_row *rows = NULL;
    size_t room = 0;
    int rc;

    *n = 0;
    if (!q)
        return false;
    bind_int(q, 1, asked->batch);
    bind_text(q, 2, result);
    if (!stmt_number(q, 0, total, err) || !(q = stmt_get(s->db, ROWS, err)))
        return false;
    bind_int(q, 1, asked->batch);
    bind_text(q, 2, result);
    bind_int(q, 3, asked->limit);
    bind_int(q, 4, asked->offset);
    while ((rc = stmt_step(q, err)) == 1) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        if (!row_from_row(q, a, &rows[(*n)++], err)) {
            rc = -1;
            break;
        }
    }
    stmt_done(q);
    *out = rows;
    return rc == 0;
}

bool store_import_digest(struct store *s, int64_t batch, struct sha256 *out, struct err *err)
{
    struct stmt *q = stmt_get(s->db, FOUND, err);
    struct hasher *h;
    int rc;

    if (!q)
        return false;
    h = hasher_new();
    bind_int(q, 1, batch);
    while ((rc = stmt_step(q, err)) == 1) {
        for (int i = 0; i < column_count(q); i++) {
            const bool none = column_is_null(q, i);

            hasher_add(h, &none, sizeof none);
            if (!none)
                hasher_add_text(h, column_peek(q, i).at);
        }
    }
    stmt_done(q);
    *out = hasher_done(h);
    return rc == 0;
}
