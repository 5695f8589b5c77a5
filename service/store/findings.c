/* findings.c - findings, newest first wins. */
#include "store/findings.h"

#include "base/mem.h"
#include "store/attached.h"
#include "store/internal.h"

#include <string.h>

static const char NEWEST[] =
    "SELECT f.id, f.condition, f.result, f.evidence, f.file, f.file_name, b.type, b.size,"
    " f.person, p.name, f.at_ms FROM finding AS f LEFT JOIN file AS b ON b.sha256 = f.file"
    " JOIN person AS p ON p.id = f.person WHERE f.application = $1"
    " AND f.id = (SELECT max(l.id) FROM finding AS l"
    " WHERE l.application = f.application AND l.condition = f.condition)";
enum {
    COL_ID,
    COL_CONDITION,
    COL_RESULT,
    COL_EVIDENCE,
    COL_FILE,
    COL_FILE_NAME,
    COL_FILE_TYPE,
    COL_FILE_SIZE,
    COL_PERSON,
    COL_NAME,
    COL_AT,
};
static const char ADD[] = "INSERT INTO finding (application, condition, result, evidence, file,"
                          " file_name, person, at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

static bool finding_from_row(struct stmt *row, struct arena *a, struct finding_row *f,
                             struct err *err)
{
    *f = (struct finding_row){
        .id = column_int(row, COL_ID),
        .evidence = column_text(row, COL_EVIDENCE, a),
        .file = attached_from_row(row, COL_FILE, a),
        .person = column_int(row, COL_PERSON),
        .name = column_text(row, COL_NAME, a),
        .at = column_int(row, COL_AT),
    };
    return (condition_parse(column_text(row, COL_CONDITION, a), &f->condition) &&
            result_parse(column_text(row, COL_RESULT, a), &f->result)) ||
           err_set(err, ERR_INTERNAL, "finding %lld holds a word that is not known",
                   (long long)f->id);
}

bool store_findings(struct store *s, struct arena *a, int64_t application, struct finding_row **out,
                    size_t *n, struct err *err)
{
    struct finding_row by_condition[CONDITION_IDS] = {{0}}, f;
    struct stmt *q = stmt_get(s->db, NEWEST, err);
    int rc;

    *n = 0;
    if (!q)
        return false;
    bind_int(q, 1, application);
    while ((rc = stmt_step(q, err)) == 1) {
        if (!finding_from_row(q, a, &f, err)) {
            rc = -1;
            break;
        }
        by_condition[f.condition] = f;
    }
    stmt_done(q);
    *out = arena_alloc(a, CONDITION_IDS, sizeof **out);
    for (int c = 0; c < CONDITION_IDS; c++) {
        if (by_condition[c].id)
            (*out)[(*n)++] = by_condition[c];
    }
    return rc == 0;
}

size_t findings_for_rules(const struct finding_row *rows, size_t n, const char *by, struct arena *a,
                          struct finding **out)
{
    *out = arena_alloc(a, n + 1, sizeof **out);
    for (size_t i = 0; i < n; i++)
        (*out)[i] = (struct finding){.condition = rows[i].condition,
                                     .result = rows[i].result,
                                     .by = by,
                                     .evidence = rows[i].evidence,
                                     .on = moment_shanghai_date(rows[i].at)};
    return n;
}

bool store_finding_add(struct store *s, int64_t application, const struct finding_row *f,
                       const struct act_by *by, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ADD, err);

    if (!q)
        return false;
    bind_int(q, 1, application);
    bind_text(q, 2, condition_name(f->condition));
    bind_text(q, 3, result_name(f->result));
    bind_text(q, 4, f->evidence);
    bind_attached(q, 5, &f->file);
    bind_int(q, 7, by->person);
    bind_int(q, 8, by->now);
    return stmt_run(q, err);
}
