/* test_db_connection.c - values in and out, transactions, and failures that say what to do. */
#include "base/mem.h"
#include "db/db.h"

#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
    char folder[64], file[96];
    struct db *db; /* DB_WRITE on file */
};

static int set_up(void **state)
{
    struct fixture *f = mem_alloc(1, sizeof *f);
    struct err err = {0};

    /* in memory where that is possible: a kill does not need a real disk, and syncs cost nothing */
    snprintf(f->folder, sizeof f->folder, "%s/sizhi-db-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : P_tmpdir);
    if (!mkdtemp(f->folder))
        return -1;
    snprintf(f->file, sizeof f->file, "%s/a b%%20.sqlite", f->folder);
    if (!db_open(&f->db, f->file, DB_WRITE, &err) ||
        !db_exec(f->db, "CREATE TABLE t (id INTEGER PRIMARY KEY, v ANY) STRICT", &err)) {
        fprintf(stderr, "%s\n", err.text);
        return -1;
    }
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    char command[96];

    db_close(f->db);
    snprintf(command, sizeof command, "rm -rf '%s'", f->folder);
    free(f);
    return system(command);
}

static int64_t ask(struct db *db, const char *sql)
{
    struct err err = {0};
    struct stmt *s = stmt_get(db, sql, &err);
    int64_t value;

    if (!s || stmt_step(s, &err) != 1)
        fail_msg("%s: %s", sql, err.text);
    value = column_int(s, 0);
    stmt_done(s);
    return value;
}

static struct db *reader(struct fixture *f)
{
    struct err err = {0};
    struct db *db;

    if (!db_open(&db, f->file, DB_READ, &err))
        fail_msg("%s", err.text);
    return db;
}

static const char COUNT_T[] = "SELECT count(*) FROM t";
static const char ADD_T[] = "INSERT INTO t (v) VALUES (1)";

static bool add_row(struct db *db, struct err *err)
{
    return db_exec(db, ADD_T, err);
}

static void parameters_go_by_their_number_not_their_place(void **state)
{
    static const char SQL[] = "SELECT $2 || '-' || $1 || '-' || $2";
    struct fixture *f = *state;
    struct arena *a = arena_new();
    struct err err = {0};
    struct stmt *s = stmt_get(f->db, SQL, &err);

    assert_non_null(s);
    bind_text(s, 1, "one");
    bind_text(s, 2, "two");
    assert_int_equal(stmt_step(s, &err), 1);
    assert_string_equal(column_text(s, 0, a), "two-one-two");
    assert_int_equal(stmt_step(s, &err), 0);
    stmt_done(s);
    arena_free(a);
}

static void values_come_back_as_they_went_in(void **state)
{
    static const char SQL[] = "SELECT $1, $2, $3, $4, $5, $6";
    static const char zeroes[] = {0, 1, 0};
    struct fixture *f = *state;
    struct arena *a = arena_new();
    struct err err = {0};
    struct stmt *s;

    for (int round = 0; round < 2; round++) { /* the second time from the cache */
        s = stmt_get(f->db, SQL, &err);
        bind_int(s, 1, INT64_MIN);
        bind_double(s, 2, 116.3);
        bind_text(s, 3, "四至");
        bind_blob(s, 4, (struct bytes){zeroes, sizeof zeroes});
        bind_null(s, 5);
        bind_blob(s, 6, (struct bytes){"", 0});
        assert_int_equal(stmt_step(s, &err), 1);
        assert_int_equal(column_count(s), 6);
        assert_true(column_int(s, 0) == INT64_MIN);
        assert_true(column_double(s, 1) == 116.3);
        assert_string_equal(column_text(s, 2, a), "四至");
        assert_int_equal(column_blob(s, 3, a).size, 3);
        assert_memory_equal(column_blob(s, 3, a).at, zeroes, 3);
        assert_true(column_is_null(s, 4));
        assert_null(column_text(s, 4, a));
        assert_null(column_blob(s, 4, a).at);
        assert_int_equal(column_kind(s, 5), COLUMN_BLOB);
        assert_non_null(column_blob(s, 5, a).at);
        assert_int_equal(column_blob(s, 5, a).size, 0);
        stmt_done(s);
    }
    s = stmt_get(f->db, SQL, &err); /* what was bound before is forgotten */
    assert_int_equal(stmt_step(s, &err), 1);
    assert_true(column_is_null(s, 0));
    stmt_done(s);
    arena_free(a);
}

static void failures_carry_the_kind_that_the_caller_acts_on(void **state)
{
    static const struct {
        const char *sql;
        enum err_kind kind;
        const char *words;
    } rows[] = {
        {"INSERT INTO t (id) VALUES (1)", ERR_CONFLICT, "UNIQUE constraint failed"},
        {"INSERT INTO nowhere VALUES (1)", ERR_INTERNAL, "no such table"},
        {"SELECT \"a word\"", ERR_INTERNAL, "no such column"}, /* not taken for a text */
        {"SELECT load_extension('x')", ERR_INTERNAL, "not authorized"},
        {"ATTACH 'x' AS x", ERR_INTERNAL, "too many attached"},
        {"UPDATE sqlite_schema SET sql = ''", ERR_INTERNAL, "may not be modified"},
    };
    struct fixture *f = *state;

    assert_true(db_exec(f->db, "INSERT INTO t (id) VALUES (1)", NULL));
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = {0};

        assert_false(db_exec(f->db, rows[i].sql, &err));
        if (err.kind != rows[i].kind || !strstr(err.text, rows[i].words))
            fail_msg("%s: kind %d, \"%s\"", rows[i].sql, err.kind, err.text);
        assert_false(db_must_stop(f->db));
    }
}

static void a_full_disk_is_told_and_passes(void **state)
{
    struct fixture *f = *state;
    struct err err = {0};
    int64_t before;

    assert_true(db_exec(f->db, "PRAGMA max_page_count = 40", NULL));
    while (db_exec(f->db, "INSERT INTO t (v) VALUES (zeroblob(3000))", &err))
        ;
    assert_int_equal(err.kind, ERR_STORAGE_FULL);
    assert_string_not_equal(err.zh, "");
    assert_false(db_must_stop(f->db));
    before = ask(f->db, COUNT_T);
    assert_true(before > 5);
    assert_true(db_exec(f->db, "PRAGMA max_page_count = 400", NULL));
    assert_true(add_row(f->db, NULL));
    assert_int_equal(ask(f->db, COUNT_T), before + 1);
}

static void a_file_that_may_not_grow_counts_as_a_full_disk(void **state)
{
    struct fixture *f = *state;
    struct rlimit old, small;
    struct err err = {0};
    int64_t n = 0;

    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &old);
    small = (struct rlimit){200000, old.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    while (db_exec(f->db, "INSERT INTO t (v) VALUES (zeroblob(3000))", &err))
        n++;
    setrlimit(RLIMIT_FSIZE, &old);
    if (err.kind != ERR_STORAGE_FULL)
        fail_msg("%s", err.text);
    assert_false(db_must_stop(f->db));
    assert_int_equal(ask(f->db, COUNT_T), n); /* all that was acknowledged, nothing else */
    assert_true(add_row(f->db, NULL));
}

static void a_reader_cannot_write(void **state)
{
    struct fixture *f = *state;
    struct db *db = reader(f);
    struct err err = {0};

    assert_false(add_row(db, &err));
    assert_non_null(strstr(err.text, "cannot be written"));
    db_close(db);
}

static void a_question_past_its_deadline_is_given_up(void **state)
{
    static const char FOREVER[] = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                                  " SELECT max(i) FROM n";
    struct fixture *f = *state;
    struct db *db = reader(f);
    struct err err = {0};
    struct stmt *s = stmt_get(db, FOREVER, &err);

    db_deadline(db, 30);
    assert_int_equal(stmt_step(s, &err), -1);
    assert_int_equal(err.kind, ERR_BUSY);
    stmt_done(s);
    db_deadline(db, 0);
    assert_int_equal(ask(db, COUNT_T), 0);
    db_close(db);
}

static void a_savepoint_takes_back_only_its_own(void **state)
{
    struct fixture *f = *state;

    assert_true(db_begin(f->db, NULL) && db_in_transaction(f->db));
    assert_true(db_savepoint(f->db, "job", NULL) && add_row(f->db, NULL));
    assert_true(db_release(f->db, "job", NULL));
    assert_true(db_savepoint(f->db, "job", NULL) && add_row(f->db, NULL));
    db_rollback_to(f->db, "job");
    assert_true(db_commit(f->db, NULL));
    assert_false(db_in_transaction(f->db));
    assert_int_equal(ask(f->db, COUNT_T), 1);
    db_rollback(f->db); /* harmless */
}

static size_t wal_file_size(struct fixture *f)
{
    char path[128];
    struct stat st;

    snprintf(path, sizeof path, "%s-wal", f->file);
    return stat(path, &st) == 0 ? (size_t)st.st_size : 0;
}

static void a_checkpoint_empties_the_log_unless_a_reader_needs_it(void **state)
{
    struct fixture *f = *state;
    struct db *db = reader(f);
    struct err err = {0};

    assert_true(add_row(f->db, NULL));
    assert_true(db_wal_bytes(f->db) > 0 && wal_file_size(f) > 0);
    assert_true(db_checkpoint(f->db, 1 << 20, &err)); /* not worth it yet */
    assert_true(wal_file_size(f) > 0);

    assert_true(db_begin(db, NULL));
    assert_int_equal(ask(db, COUNT_T), 1);
    assert_true(add_row(f->db, NULL));
    assert_true(db_checkpoint(f->db, 0, &err)); /* in the way: not a failure */
    assert_true(wal_file_size(f) > 0 && db_wal_bytes(f->db) > 0);
    assert_int_equal(ask(db, COUNT_T), 1);
    db_rollback(db);

    assert_true(db_checkpoint(f->db, 0, &err));
    assert_int_equal(wal_file_size(f), 0);
    assert_int_equal(db_wal_bytes(f->db), 0);
    assert_int_equal(ask(db, COUNT_T), 2);
    db_close(db);
}

static void a_reader_that_closes_last_leaves_the_log_alone(void **state)
{
    struct fixture *f = *state;
    struct db *db = reader(f);
    size_t before;

    assert_true(add_row(f->db, NULL));
    before = wal_file_size(f);
    assert_true(before > 0);
    db_close(db);
    assert_int_equal(wal_file_size(f), before);
}

static void a_script_stops_where_spatialite_says_no(void **state)
{
    static const struct {
        const char *sql, *words; /* words NULL: goes through */
    } rows[] = {
        {"CREATE TABLE a (i); -- a note; with a semicolon\n SELECT 1; ;\n", NULL},
        {"SELECT AddGeometryColumn('a', 'g', 4490, 'POINT', 'XY')", NULL},
        {"SELECT AddGeometryColumn('a', 'g', 4490, 'POINT', 'XY')", "was refused"},
        {"SELECT CreateSpatialIndex('nowhere', 'g')", "was refused"},
        {"SELECT NULL", "was refused"},
        {"CREATE TABLE a (i)", "already exists"},
    };
    struct fixture *f = *state;

    assert_true(db_begin(f->db, NULL) && db_spatial_init(f->db, NULL));
    assert_true(db_spatial_init(f->db, NULL)); /* again: nothing to do */
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = {0};
        bool ok = db_script(f->db, rows[i].sql, NULL, NULL, &err);

        if (ok != (rows[i].words == NULL) || (!ok && !strstr(err.text, rows[i].words)))
            fail_msg("%s: %s", rows[i].sql, err.text);
    }
    assert_int_equal(ask(f->db, "SELECT count(*) FROM spatial_ref_sys"
                                " WHERE srid IN (4490, 4326, 3857)"),
                     3);
    db_rollback(f->db);
}

static void a_copy_is_whole_plain_and_never_over_another_file(void **state)
{
    struct fixture *f = *state;
    struct arena *a = arena_new();
    struct err err = {0};
    struct db *db;
    struct stmt *s;
    char to[128];

    snprintf(to, sizeof to, "%s/copy.sqlite", f->folder);
    assert_true(add_row(f->db, NULL)); /* still only in the log */
    if (!db_copy(f->file, to, &err))
        fail_msg("%s", err.text);
    assert_false(db_copy(f->file, to, &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_true(db_open(&db, to, DB_READ, &err));
    assert_int_equal(ask(db, COUNT_T), 1);
    s = stmt_get(db, "PRAGMA journal_mode", &err);
    assert_int_equal(stmt_step(s, &err), 1);
    assert_string_equal(column_text(s, 0, a), "delete");
    stmt_done(s);
    assert_true(db_quick_check(db, &err));
    db_close(db);
    arena_free(a);
}

static void a_copy_into_a_missing_folder_leaves_nothing(void **state)
{
    struct fixture *f = *state;
    struct err err = {0};
    char to[128];

    snprintf(to, sizeof to, "%s/nowhere/copy.sqlite", f->folder);
    assert_false(db_copy(f->file, to, &err));
    assert_int_not_equal(access(to, F_OK), 0);
}

static void a_name_that_looks_like_a_uri_is_a_file(void **state)
{
    struct fixture *f = *state;
    struct err err = {0};
    struct db *db;

    int here = open(".", O_PATH | O_DIRECTORY);

    assert_int_equal(chdir(f->folder), 0);
    assert_true(db_open(&db, "file:x.sqlite?mode=memory", DB_WRITE, &err));
    db_close(db);
    assert_int_equal(access("file:x.sqlite?mode=memory", F_OK), 0);
    assert_int_equal(fchdir(here), 0);
    close(here);
    assert_false(db_open(&db, "", DB_WRITE, &err));
    assert_null(db);
}

static void *shape_questions(void *arg)
{
    struct fixture *f = arg;
    struct err err = {0};
    struct db *db;

    if (!db_open(&db, f->file, DB_READ, &err))
        return err_set(&err, ERR_INTERNAL, "open") ? NULL : f;
    for (int i = 0; i < 200; i++) {
        struct stmt *s =
            stmt_get(db, "SELECT ST_Area(ST_Buffer(MakePoint(116.3, 39.9, 4490), 1)) > 3", &err);

        if (!s || stmt_step(s, &err) != 1 || column_int(s, 0) != 1)
            return f;
        stmt_done(s);
    }
    db_close(db);
    return NULL;
}

static void spatial_questions_go_from_several_threads(void **state)
{
    struct fixture *f = *state;
    pthread_t threads[4];
    void *failed;

    for (size_t i = 0; i < COUNT(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, shape_questions, f), 0);
    for (size_t i = 0; i < COUNT(threads); i++) {
        pthread_join(threads[i], &failed);
        assert_null(failed);
    }
}

int main(void)
{
#define WITH_FILE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        WITH_FILE(parameters_go_by_their_number_not_their_place),
        WITH_FILE(values_come_back_as_they_went_in),
        WITH_FILE(failures_carry_the_kind_that_the_caller_acts_on),
        WITH_FILE(a_full_disk_is_told_and_passes),
        WITH_FILE(a_file_that_may_not_grow_counts_as_a_full_disk),
        WITH_FILE(a_reader_cannot_write),
        WITH_FILE(a_question_past_its_deadline_is_given_up),
        WITH_FILE(a_savepoint_takes_back_only_its_own),
        WITH_FILE(a_checkpoint_empties_the_log_unless_a_reader_needs_it),
        WITH_FILE(a_reader_that_closes_last_leaves_the_log_alone),
        WITH_FILE(a_script_stops_where_spatialite_says_no),
        WITH_FILE(a_copy_is_whole_plain_and_never_over_another_file),
        WITH_FILE(a_copy_into_a_missing_folder_leaves_nothing),
        WITH_FILE(a_name_that_looks_like_a_uri_is_a_file),
        WITH_FILE(spatial_questions_go_from_several_threads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
