/* test_store_restore.c - a backup comes back, and nothing is lost on the way. */
#include "in_place.h"
#include "store/migrate.h"

#include <signal.h>
#include <sys/wait.h>

static const char *restored(struct place *p, struct arena *a, const char *words)
{
    struct err err = {0};
    struct said said = {""};
    const char *kept;
    bool ok = store_restore(p->other, p->file, a, 1700000000000, collect, &said, &kept, &err);

    if (ok != (words == NULL) || (words && !strstr(err.text, words)))
        fail_msg("%s\n%s", err.text, said.text);
    return kept;
}

static int64_t newest_revision(const char *path)
{
    struct arena *a = arena_new();
    struct store *s = opened(path, STORE_READ);
    struct revision r;

    assert_true(store_revision(s, a, &r, NULL));
    store_close(s);
    arena_free(a);
    return r.number;
}

static void a_backup_comes_back_and_what_stood_there_is_kept(void **state)
{
    struct place *p = *state;
    struct arena *a = arena_new();
    struct store *s;
    const char *kept;

    make_sample(p->file);
    assert_true(store_backup(p->file, p->other, NULL));
    assert_false(store_backup(p->file, p->other, NULL)); /* never over another */
    s = opened(p->file, STORE_WRITE);
    add_revision(s, "fourth", 4000);
    restored(p, a, "is writing to it");
    store_close(s);
    kept = restored(p, a, NULL);
    assert_true(kept && strstr(kept, ".replaced-20231114T221320Z"));
    assert_int_equal(newest_revision(p->file), 3);
    assert_int_equal(newest_revision(kept), 4);
    restored(p, a, "is there already"); /* in the same second */
    assert_int_equal(newest_revision(p->file), 3);
    remove(p->file);
    assert_null(restored(p, a, NULL));
    store_close(opened(p->file, STORE_WRITE));
    arena_free(a);
}

static void what_a_killed_service_left_in_its_log_is_kept_too(void **state)
{
    struct place *p = *state;
    struct arena *a = arena_new();
    const char *kept;
    pid_t child;

    make_sample(p->file);
    assert_true(store_backup(p->file, p->other, NULL));
    child = fork();
    if (child == 0) {
        add_revision(opened(p->file, STORE_WRITE), "only in the log", 4000);
        kill(getpid(), SIGKILL);
    }
    waitpid(child, NULL, 0);
    kept = restored(p, a, NULL);
    assert_int_equal(newest_revision(p->file), 3);
    assert_int_equal(newest_revision(kept), 4);
    arena_free(a);
}

static void a_bad_backup_replaces_nothing(void **state)
{
    static const struct {
        const char *damage, *words;
    } rows[] = {
        {"UPDATE revision SET what = 'x' WHERE number = 2", "1 findings; nothing was restored"},
        {"PRAGMA user_version = 999", "newer Sizhi"},
        {"PRAGMA application_id = 1", "not a register"},
    };
    struct place *p = *state;
    struct arena *a = arena_new();

    for (size_t i = 0; i < COUNT(rows); i++) {
        store_close(opened(p->file, STORE_WRITE));
        make_sample(p->other);
        harm(p->other, rows[i].damage);
        restored(p, a, rows[i].words);
        assert_int_equal(newest_revision(p->file), 0);
        remove(p->other);
    }
    arena_free(a);
}

static bool stop_at_second_step(void *arg, const char *sql)
{
    int version = 0;

    (void)sql;
    return db_schema_version(arg, &version, NULL) && version == 0;
}

static void a_backup_from_before_an_upgrade_comes_back(void **state)
{
    struct place *p = *state;
    struct arena *a = arena_new();
    struct db *db;
    int version = 0;

    assert_true(db_open(&db, p->other, DB_WRITE, NULL));
    assert_false(migrate_run(db, stop_at_second_step, db, NULL));
    db_close(db);
    assert_null(restored(p, a, NULL));
    assert_true(db_open(&db, p->file, DB_READ, NULL) && db_schema_version(db, &version, NULL));
    db_close(db);
    assert_int_equal(version, 1);
    store_close(opened(p->file, STORE_WRITE)); /* brings it up to date */
    store_close(opened(p->file, STORE_READ));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(a_backup_comes_back_and_what_stood_there_is_kept),
        IN_PLACE(what_a_killed_service_left_in_its_log_is_kept_too),
        IN_PLACE(a_bad_backup_replaces_nothing),
        IN_PLACE(a_backup_from_before_an_upgrade_comes_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
