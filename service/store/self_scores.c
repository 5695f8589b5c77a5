/* self_scores.c - found by the code of their indicator, so that a tree whose weights alone were
 * entered anew keeps what was said along it. */
#include "store/self_scores.h"

#include "store/attached.h"
#include "store/audit_says.h"
#include "store/internal.h"

#include <string.h>

#define NEWEST                                                                                     \
    "SELECT i.code, v.id, v.value, v.evidence, v.file, v.file_name, f.type, f.size, v.person,"     \
    " p.name, v.at_ms, v.application FROM self_score AS v"                                         \
    " JOIN indicator AS i ON i.id = v.indicator JOIN person AS p ON p.id = v.person"               \
    " LEFT JOIN file AS f ON f.sha256 = v.file WHERE v.id = (SELECT max(w.id)"                     \
    " FROM self_score AS w JOIN indicator AS j ON j.id = w.indicator"                              \
    " WHERE w.application = v.application AND j.code = i.code)"

static const char OF_ONE[] = NEWEST " AND v.application = $1 ORDER BY i.code";
static const char OF_ALL[] = NEWEST " ORDER BY v.application, i.code";
enum {
    COL_CODE,
    COL_ID,
    COL_VALUE,
    COL_EVIDENCE,
    COL_FILE,
    COL_PERSON = COL_FILE + 4,
    COL_NAME,
    COL_AT,
    COL_APPLICATION,
};
static const char ADD[] = "INSERT INTO self_score (application, indicator, value, evidence, file,"
                          " file_name, person, at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

static struct self_score score_from_row(struct stmt *row, struct arena *a)
{
    return (struct self_score){
        .id = column_int(row, COL_ID),
        .value = (int)column_int_or(row, COL_VALUE, SCORE_NONE),
        .evidence = column_text(row, COL_EVIDENCE, a),
        .file = attached_from_row(row, COL_FILE, a),
        .person = column_int(row, COL_PERSON),
        .name = column_text(row, COL_NAME, a),
        .at = column_int(row, COL_AT),
    };
}

bool store_self_scores(struct store *s, struct arena *a, int64_t application,
                       const struct indicators *in, struct self_score *out, struct err *err)
{
    struct stmt *q = stmt_get(s->db, OF_ONE, err);
    int rc;

    for (size_t i = 0; i < in->tree.n; i++)
        out[i] = (struct self_score){.value = SCORE_NONE, .at = MOMENT_NONE};
    if (!q)
        return false;
    bind_int(q, 1, application);
    while ((rc = stmt_step(q, err)) == 1) {
        int at = indicator_find(&in->tree, column_text(q, COL_CODE, a));

        if (at != NO_INDICATOR)
            out[at] = score_from_row(q, a);
    }
    stmt_done(q);
    return rc == 0;
}

bool store_self_score_add(struct store *s, int64_t application, const struct indicators *in,
                          size_t at, const struct self_score *score, const struct act_by *by,
                          struct err *err)
{
    struct stmt *q = stmt_get(s->db, ADD, err);

    if (!q)
        return false;
    bind_int(q, 1, application);
    bind_int(q, 2, in->ids[at]);
    bind_int_or_null(q, 3, score->value, SCORE_NONE);
    bind_text(q, 4, score->evidence);
    bind_attached(q, 5, &score->file);
    bind_int(q, 7, by->person);
    bind_int(q, 8, by->now);
    return stmt_run(q, err);
}

/* The evidence by its digest, since it may speak of people. */
const char *self_score_facts(const struct self_score *score, struct arena *a)
{
    struct sha256 digest = sha256_of(score->evidence, strlen(score->evidence));
    char evidence[SHA256_HEX], file[SHA256_HEX] = "";

    if (score->file.there)
        sha256_hex(&score->file.sha256, file);
    return arena_printf(a, "{\"value\":%d,\"evidence\":\"%s\",\"file\":\"%s\"}", score->value,
                        sha256_hex(&digest, evidence), file);
}

const char *self_score_object(int64_t application, const char *code, struct arena *a)
{
    return arena_printf(a, "application/%lld/self-evaluation/%s", (long long)application, code);
}

bool check_self_scores(struct store *s, struct report *r, struct err *err)
{
    struct stmt *q = stmt_get(s->db, OF_ALL, err);
    struct arena *a;
    bool ok = true;
    int rc = 0;

    if (!q)
        return false;
    a = arena_new();
    while (ok && (rc = stmt_step(q, err)) == 1) {
        struct self_score score = score_from_row(q, a);
        const char *code = column_text(q, COL_CODE, a);

        ok = audit_says(s, self_score_object(column_int(q, COL_APPLICATION), code, a),
                        "self-evaluation", self_score_facts(&score, a), r, err);
    }
    stmt_done(q);
    arena_free(a);
    return ok && rc == 0;
}
