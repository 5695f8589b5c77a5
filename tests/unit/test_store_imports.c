/* test_store_imports.c - lists handed in: a load of published facts beside them, all or nothing,
 * and that nothing is changed behind the register's back. */
#include "claims_in_place.h"
#include "store/audit_done.h"
#include "store/imports.h"
#include "store/imports_check.h"
#include "store/titles.h"

enum { AT = 5000, OPERATOR = 1 };

static const struct act_by by_operator = {.person = OPERATOR, .now = AT};
static const char HEAD[] = "kind,code,batch,since,until,source\n";

static struct store *staged(const char *path)
{
    const struct act_by command = {.command = "cli:wang", .now = AT};
    const struct person p = {.name = "keeper", .role = ROLE_OPERATOR, .password = "stored"};
    struct store *s = made(path, 1000);
    int64_t id;

    IN_A_CHANGE(s, store_person_add(s, &p, &command, &id, &err));
    assert_int_equal(id, OPERATOR);
    return s;
}

static bool tell(struct store *s, const char *action, const struct import_batch *b,
                 void (*facts)(struct buf *out, const struct import_batch *b), struct err *err)
{
    struct buf after = {0};
    char object[32];
    bool ok;

    snprintf(object, sizeof object, "import/%lld", (long long)b->id);
    facts(&after, b);
    ok = audit_done(s, &by_operator, action, object, NULL, after.data, err);
    buf_free(&after);
    return ok;
}

static struct import_batch handed_in(struct store *s, struct arena *a, const char *rows)
{
    const char *text = arena_printf(a, "%s%s", HEAD, rows);
    const struct import_said said = {.new_lists = true};
    struct import_batch b = {.kind = "titles", .name = "list.csv", .size = 1, .encoding = "UTF-8"};
    struct title_table table;
    struct title_row *found;
    struct err why = {0};

    assert_true(title_table_read(a, text, strlen(text), &table, &why));
    assert_true(store_import_look(s, a, &table, &said, &found, &b.stood, &why));
    IN_A_CHANGE(s, store_import_put(s, &b, found, table.n_rows, &by_operator, &err) &&
                       tell(s, "import", &b, import_facts, &err));
    return b;
}

static void apply(struct store *s, struct import_batch *b)
{
    IN_A_CHANGE(s, store_import_apply(s, b, false, &by_operator, &err) &&
                       tell(s, "import-event", b, import_standing_facts, &err));
}

static void undo(struct store *s, struct import_batch *b)
{
    IN_A_CHANGE(s, store_import_undo(s, b, "a mistake", &by_operator, &err) &&
                       tell(s, "import-event", b, import_standing_facts, &err));
}

static size_t standing(struct store *s, struct arena *a)
{
    struct title *all;
    struct err err = {0};
    size_t n, now = 0;

    assert_true(store_titles(s, a, &all, &n, &err));
    for (size_t i = 0; i < n; i++)
        now += all[i].retracted == MOMENT_NONE;
    return now;
}

#define WUXI "pilot-city,320200,2022-city,2022-07-01,2025-06-30,x\n"
#define NEW_LIST "pilot-city,430200,2030,2030-01-01,2032-12-31,x\n"
#define CORRECTED "demo-city,110108,2022-city,2022-08-01,,y\n"

/* What the operator recorded stands beside the files, and a list that they bring later too is not
 * there twice. */
static void a_load_of_facts_leaves_what_was_imported(void **state)
{
    struct place *at = *state;
    struct store *s = staged(at->file);
    struct arena *a = arena_new();
    struct import_batch b = handed_in(s, a, WUXI NEW_LIST CORRECTED);
    struct some_facts f;

    assert_int_equal(b.n[ROW_NEW], 2);
    assert_int_equal(b.n[ROW_CHANGE], 1);
    apply(s, &b);
    assert_int_equal(standing(s, a), 7);
    fill_facts(&f);
    assert_false(load_into(s, &f, AT + 1).changed);
    add_roster(&f, TITLE_PILOT_CITY, "2030", "2030-01-01", "2032-12-31", 9);
    add_title(&f,
              title_of(TITLE_PILOT_CITY, "430200", "株洲市", "2030", "2030-01-01", "2032-12-31"));
    load_into(s, &f, AT + 2);
    assert_int_equal(standing(s, a), 7);
    arena_free(a);
    store_close(s);
}

static void what_is_undone_stands_as_before_and_a_load_brings_nothing_back(void **state)
{
    struct place *at = *state;
    struct store *s = staged(at->file);
    struct arena *a = arena_new();
    struct import_batch b = handed_in(s, a, WUXI CORRECTED);
    struct some_facts f;
    struct title *of;
    struct err err = {0};
    size_t n;

    apply(s, &b);
    undo(s, &b);
    assert_int_equal(standing(s, a), 5);
    assert_true(store_titles_of(s, a, "110108", &of, &n, &err));
    assert_int_equal(n, 3); /* as it was, as it was corrected, as it was again */
    assert_int_equal(of[2].retracted, MOMENT_NONE);
    assert_int_equal(of[2].since, day("2022-07-01"));
    fill_facts(&f);
    load_into(s, &f, AT + 1);
    assert_int_equal(standing(s, a), 5);
    arena_free(a);
    store_close(s);
}

/* A row that cannot be recorded after all leaves nothing of the others. */
static void all_rows_are_recorded_or_none(void **state)
{
    struct place *at = *state;
    struct store *s = staged(at->file);
    struct arena *a = arena_new();
    struct import_batch b = handed_in(s, a, WUXI "king,1,,,,\n");
    struct err why = {0};

    assert_true(store_begin(s, &why));
    assert_false(store_import_apply(s, &b, false, &by_operator, &why));
    assert_int_equal(why.kind, ERR_CONFLICT);
    assert_string_equal(why.field, "leave_out_refused");
    store_rollback(s);
    assert_int_equal(standing(s, a), 5);
    assert_true(store_import(s, a, b.id, &b, NULL));
    IN_A_CHANGE(s, store_import_apply(s, &b, true, &by_operator, &err));
    assert_int_equal(b.left_out, 1);
    assert_int_equal(standing(s, a), 6);
    arena_free(a);
    store_close(s);
}

static void the_check_sees_what_was_done_to_imports(void **state)
{
    static const struct harm rows[] = {
        {"UPDATE import_batch SET name = 'x' WHERE id = 1", "import/1: it is not what entry"},
        {"UPDATE import_batch SET sha256 = randomblob(32) WHERE id = 1",
         "import/1: it is not what entry"},
        {"UPDATE import_batch SET reason = 'x' WHERE id = 2", "import/2: it is not what entry"},
        {"UPDATE import_batch SET applied_by = NULL, applied_ms = NULL, applied_in = NULL,"
         " left_out = NULL, state = 'previewed' WHERE id = 1",
         "line 2 made or ended what it should not"},
        {"DROP TRIGGER import_row_stays; UPDATE import_row SET source = 'z' WHERE batch = 1",
         "its rows are not those that were found"},
        {"DROP TRIGGER import_row_stays; UPDATE import_row SET until = NULL WHERE batch = 1",
         "is not what title"},
        {"DROP TRIGGER import_made_kept; DELETE FROM import_made WHERE batch = 1 AND line = 2",
         "was recorded at its revision, but by no row"},
        {"UPDATE title SET recorded_in = 1 WHERE id = (SELECT min(made) FROM import_made)",
         "which was recorded at another revision"},
        {"UPDATE title SET retracted_ms = NULL, retracted_in = NULL, retracted_by = NULL"
         " WHERE id = (SELECT made FROM import_made WHERE batch = 2 AND line = 2)",
         "was not taken back with it"},
        {"UPDATE import_made SET again = NULL WHERE batch = 2", "was not made undone"},
        {"UPDATE roster SET retracted_ms = recorded_ms, retracted_in = 1 WHERE batch = '2030'",
         "the list pilot-city/2030 was not recorded or taken back"},
    };
    struct place *at = *state;
    struct store *s = staged(at->file);
    struct arena *a = arena_new();
    struct import_batch one = handed_in(s, a, WUXI NEW_LIST);

    apply(s, &one);
    struct import_batch two =
        handed_in(s, a, "demo-city,430200,2022-city,2022-07-01,2025-06-30,x\n" CORRECTED);
    assert_int_equal(two.n[ROW_REFUSED], 0);
    apply(s, &two);
    undo(s, &two);
    handed_in(s, a, WUXI);
    arena_free(a);
    store_close(s);
    assert_check_sees(at, check_imports, NULL, rows, COUNT(rows));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        IN_PLACE(a_load_of_facts_leaves_what_was_imported),
        IN_PLACE(what_is_undone_stands_as_before_and_a_load_brings_nothing_back),
        IN_PLACE(all_rows_are_recorded_or_none),
        IN_PLACE(the_check_sees_what_was_done_to_imports),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
