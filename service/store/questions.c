/* questions.c - one statement a question. */
#include "store/questions.h"

#include "store/internal.h"

enum { WORDS = 3 };

static void tell(struct stmt *row, const char *what, struct arena *a, struct report *r)
{
    const char *words[WORDS];

    for (int i = 0; i < WORDS; i++) {
        words[i] = i < column_count(row) ? column_text(row, i, a) : NULL;
        if (!words[i])
            words[i] = "none";
    }
    report_finding(r, what, words[0], words[1], words[2]);
}

static bool ask(struct store *s, const struct check_question *question, struct report *r,
                struct err *err)
{
    struct stmt *q = stmt_get(s->db, question->sql, err);
    struct arena *a;
    int rc;

    if (!q)
        return false;
    a = arena_new();
    while ((rc = stmt_step(q, err)) == 1) {
        tell(q, question->what, a, r);
        arena_reset(a);
    }
    stmt_done(q);
    arena_free(a);
    return rc == 0;
}

bool questions_ask(struct store *s, const struct check_question *questions, size_t n,
                   struct report *r, struct err *err)
{
    for (size_t i = 0; i < n; i++) {
        if (!ask(s, &questions[i], r, err))
            return false;
    }
    return true;
}

bool questions_look(struct store *s, const char *noun, question_look *look, struct report *r,
                    struct err *err)
{
    struct err why = {0};
    struct arena *a = arena_new();
    bool ok = look(s, a, r, &why);

    if (!ok) {
        ok = r->n > 0 && !db_must_stop(s->db);
        if (ok)
            report_finding(r, "%s: not looked at: %s", noun, why.text);
        else
            *err = why;
    }
    arena_free(a);
    return ok;
}
