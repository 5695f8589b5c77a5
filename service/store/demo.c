/* demo.c - the mark, who is refused by it, and whether it is still there. */
#include "store/demo.h"

#include "base/mem.h"
#include "store/audit_done.h"
#include "store/internal.h"
#include "store/questions.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char MARK[] = "demo", SEED[] = "demo-seed";
static const char ANYTHING[] =
    "SELECT (SELECT count(*) FROM revision) + (SELECT count(*) FROM audit)"
    " + (SELECT count(*) FROM input_file)";

/* Each gives a name and two words that should have been the same. */
static const struct check_question questions[] = {
    {"SELECT 'demo', told, marked FROM (SELECT (SELECT count(*) FROM audit WHERE action = 'demo'"
     " AND outcome = 'done') AS told, (SELECT count(*) FROM meta WHERE key = 'demo'"
     " AND value = '1') AS marked) WHERE told <> marked",
     "mark '%s': the chain tells of it %s times, the register bears it %s times"},
    {"SELECT name, 'a demonstration', 'real facts' FROM input_file WHERE name LIKE 'facts/%'"
     " AND EXISTS (SELECT 1 FROM meta WHERE key = 'demo' AND value = '1') ORDER BY name",
     "%s: this is %s, and it holds %s"},
};

bool store_is_demo(struct store *s, bool *demo, struct err *err)
{
    struct arena *a = arena_new();
    const char *value;
    bool ok = store_meta(s, a, MARK, &value, err);

    *demo = ok && value && strcmp(value, "1") == 0;
    arena_free(a);
    return ok;
}

static bool is_empty(struct store *s, bool *empty, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ANYTHING, err);
    int64_t n;

    if (!q || !stmt_number(q, 0, &n, err))
        return false;
    *empty = n == 0;
    return true;
}

bool store_demo_begin(struct store *s, int64_t seed, const struct act_by *by, struct err *err)
{
    char text[24], after[64];
    bool empty;

    if (!is_empty(s, &empty, err))
        return false;
    if (!empty)
        return err_set(err, ERR_CONFLICT,
                       "there is something in the register already: a demonstration begins in a "
                       "file of its own");
    snprintf(text, sizeof text, "%" PRId64, seed);
    snprintf(after, sizeof after, "{\"seed\":%" PRId64 "}", seed);
    return store_set_meta(s, MARK, "1", err) && store_set_meta(s, SEED, text, err) &&
           audit_done(s, by, "demo", "register", NULL, after, err);
}

bool store_demo_refuse(struct store *s, struct err *err)
{
    bool demo;

    return store_is_demo(s, &demo, err) &&
           (!demo || err_set(err, ERR_CONFLICT,
                             "this is a demonstration register: nothing real may come into it, "
                             "load into a file of its own"));
}

bool check_demo(struct store *s, struct report *r, struct err *err)
{
    return questions_ask(s, questions, COUNT(questions), r, err);
}
