/* place_known.c - two small questions, asked by code. */
#include "store/place_known.h"

#include "store/internal.h"

static const char PLACE[] = "SELECT d.name, d.kind, CASE WHEN d.level = 'prefecture' THEN d.code"
                            " WHEN p.level = 'prefecture' THEN p.code END FROM division AS d"
                            " LEFT JOIN division AS p ON p.code = d.parent WHERE d.code = $1";
static const char SUCCESSOR[] = "SELECT new_code FROM code_change WHERE old_code = $1";

static bool find_successor(struct store *s, struct arena *a, const char *code,
                           struct place_known *out, struct err *err)
{
    struct stmt *q = stmt_get(s->db, SUCCESSOR, err);
    int rc;

    if (!q)
        return false;
    bind_text(q, 1, code);
    rc = stmt_step(q, err);
    if (rc == 1)
        out->successor = column_text(q, 0, a);
    stmt_done(q);
    return rc >= 0;
}

bool store_place_known(struct store *s, struct arena *a, const char *code, struct place_known *out,
                       struct err *err)
{
    struct stmt *q = stmt_get(s->db, PLACE, err);
    bool known = true;
    int rc;

    *out = (struct place_known){0};
    if (!q)
        return false;
    bind_text(q, 1, code);
    rc = stmt_step(q, err);
    if (rc == 1) {
        out->name = column_text(q, 0, a);
        known = place_kind_parse(column_text(q, 1, a), &out->kind);
        out->prefecture = column_text(q, 2, a);
    }
    stmt_done(q);
    if (!known)
        return err_set(err, ERR_INTERNAL, "division %s has a kind that is not known", code);
    return rc == 1 || (rc == 0 && find_successor(s, a, code, out, err));
}

const char *place_missing_text(const struct place_known *p, const char *code, struct arena *a,
                               bool english)
{
    if (p->successor)
        return arena_printf(a, english ? "the code %s was replaced by %s" : "代码 %s 已由 %s 取代",
                            code, p->successor);
    return arena_printf(a, english ? "there is no place with the code %s" : "没有代码为 %s 的地方",
                        code);
}
