/* test_store_register.c - the file itself: made, refused, locked, brought up to date. */
#include "in_place.h"
#include "store/migrate.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

static void refused(const char *path, enum store_mode mode, const char *words)
{
    struct err err = {0};
    struct store *s;

    if (store_open(&s, path, mode, &err)) {
        store_close(s);
        fail_msg("%s was opened, want \"%s\"", path, words);
    }
    assert_null(s);
    if (!strstr(err.text, words))
        fail_msg("refused with \"%s\", want \"%s\"", err.text, words);
}

static void a_new_register_is_made_and_opens_again(void **state)
{
    struct place *p = *state;
    struct arena *a = arena_new();
    struct revision r;
    struct err err = {0};
    struct store *s = opened(p->file, STORE_WRITE);

    assert_true(store_revision(s, a, &r, &err));
    assert_int_equal(r.number, 0);
    add_revision(s, "first", 1000);
    add_revision(s, "second", 500); /* the clock went back */
    store_close(s);
    s = opened(p->file, STORE_READ);
    assert_true(store_revision(s, a, &r, &err));
    assert_int_equal(r.number, 2);
    assert_int_equal(r.recorded, 1000);
    assert_string_equal(r.what, "second");
    assert_string_equal(r.who, "a test");
    assert_null(r.why);
    store_close(s);
    arena_free(a);
}

static void files_that_cannot_be_used_are_refused_with_a_sentence(void **state)
{
    static const struct {
        const char *prepare; /* run on the file of a good register; NULL: see how */
        enum { AS_IT_IS, MISSING, FOLDER, TEXT, TRUNCATED, ZEROED, EMPTY, NO_FOLDER } how;
        bool when_reading, when_writing;
        const char *words;
    } rows[] = {
        {"PRAGMA user_version = 999", AS_IT_IS, true, true,
         "newer Sizhi (schema 999, this program"},
        {"PRAGMA application_id = 7", AS_IT_IS, true, true, "not a register of Sizhi"},
        {"PRAGMA user_version = 0", AS_IT_IS, true, false, "older Sizhi (schema 0)"},
        {NULL, MISSING, true, false, "No such file"},
        {NULL, FOLDER, true, true, "not a file"},
        {NULL, TEXT, true, true, "no SQLite file"},
        {NULL, TRUNCATED, true, true, "is damaged"},
        {NULL, ZEROED, true, true, "is damaged"},
        {NULL, EMPTY, true, false, "is empty"},
        {NULL, NO_FOLDER, false, true, "No such file"},
    };
    struct place *p = *state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        char path[128];
        struct stat st;
        int fd;

        snprintf(path, sizeof path, "%s/row-%zu.sqlite", p->folder, i);
        store_close(opened(path, STORE_WRITE));
        if (rows[i].prepare)
            harm(path, rows[i].prepare);
        assert_int_equal(stat(path, &st), 0);
        fd = open(path, O_RDWR);
        assert_true(fd >= 0);
        switch (rows[i].how) {
        case TEXT:
            assert_int_equal(pwrite(fd, "code,name\n", 10, 0), 10);
            break;
        case TRUNCATED:
            assert_int_equal(ftruncate(fd, st.st_size / 2), 0);
            break;
        case ZEROED:
            zero_root_page_of(path, "revision");
            break;
        case EMPTY:
            assert_int_equal(ftruncate(fd, 0), 0);
            break;
        case MISSING:
        case FOLDER:
            assert_int_equal(unlink(path), 0);
            if (rows[i].how == FOLDER)
                assert_int_equal(mkdir(path, 0700), 0);
            break;
        case NO_FOLDER:
            snprintf(path, sizeof path, "%s/nowhere/row.sqlite", p->folder);
            break;
        case AS_IT_IS:
            break;
        }
        close(fd);
        if (rows[i].when_reading)
            refused(path, STORE_READ, rows[i].words);
        if (rows[i].when_writing)
            refused(path, STORE_WRITE, rows[i].words);
    }
}

static void a_foreign_database_is_left_as_it_is(void **state)
{
    struct place *p = *state;
    struct err err = {0};
    struct db *db;
    struct stmt *q;

    harm(p->other, "CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)");
    refused(p->other, STORE_WRITE, "not a register of Sizhi");
    assert_true(db_open(&db, p->other, DB_READ, &err));
    q = stmt_get(db, "PRAGMA journal_mode", &err);
    assert_int_equal(stmt_step(q, &err), 1);
    assert_memory_equal(column_peek(q, 0).at, "delete", 6);
    stmt_done(q);
    db_close(db);
}

static void a_second_writer_is_told_who_holds_the_file(void **state)
{
    struct place *p = *state;
    struct store *s = opened(p->file, STORE_WRITE);
    char words[64];

    snprintf(words, sizeof words, "process %ld is writing", (long)getpid());
    refused(p->file, STORE_WRITE, words);
    store_close(opened(p->file, STORE_READ)); /* readers are welcome */
    store_close(s);
    store_close(opened(p->file, STORE_WRITE));
}

/* ---- migrations ---- */

static const char SCHEMA[] = "SELECT coalesce(group_concat(type || name || coalesce(sql, '')), '')"
                             " FROM (SELECT * FROM sqlite_schema ORDER BY type, name)";

static const char *schema_of(struct db *db, struct arena *a)
{
    struct err err = {0};
    struct stmt *q = stmt_get(db, SCHEMA, &err);
    const char *text;

    if (!q || stmt_step(q, &err) != 1)
        fail_msg("%s", err.text);
    text = column_text(q, 0, a);
    stmt_done(q);
    return text;
}

enum { MAX_STEPS = 64 };

/* What the schema looked like at the start of each step, and how many statements there are. */
struct watch {
    struct db *db;
    struct arena *a;
    const char *schemas[MAX_STEPS];
    int n_statements, kill_at;
};

static bool watch_statement(void *arg, const char *sql)
{
    struct watch *w = arg;
    struct err err = {0};
    int version;

    (void)sql;
    assert_true(db_schema_version(w->db, &version, &err) && version < MAX_STEPS);
    if (version > 0 && !w->schemas[version])
        w->schemas[version] = schema_of(w->db, w->a);
    w->n_statements++;
    return true;
}

static bool die_at_statement(void *arg, const char *sql)
{
    struct watch *w = arg;

    (void)sql;
    if (w->n_statements++ == w->kill_at)
        kill(getpid(), SIGKILL);
    return true;
}

static void migrate_until_killed(const char *path, int kill_at)
{
    struct watch w = {.kill_at = kill_at};
    struct err err = {0};

    if (db_open(&w.db, path, DB_WRITE, &err))
        migrate_run(w.db, die_at_statement, &w, &err);
    _exit(1); /* not killed: kill_at is too large */
}

static void expect_step_boundary(const struct watch *reference, const char *path)
{
    struct arena *a = arena_new();
    struct err err = {0};
    struct db *db;
    int version = 0, id = 0;

    assert_true(db_open(&db, path, DB_INSPECT, &err));
    assert_true(db_schema_version(db, &version, &err) && db_application_id(db, &id, &err));
    assert_string_equal(schema_of(db, a), version == 0 ? "" : reference->schemas[version]);
    assert_int_equal(id != 0, version > 0);
    db_close(db);
    arena_free(a);
}

static void a_kill_at_any_statement_leaves_whole_steps(void **state)
{
    struct place *p = *state;
    struct watch reference = {.a = arena_new()};
    struct err err = {0};
    const char *final;

    assert_true(db_open(&reference.db, p->other, DB_WRITE, &err));
    if (!migrate_run(reference.db, watch_statement, &reference, &err))
        fail_msg("%s", err.text);
    final = schema_of(reference.db, reference.a);
    db_close(reference.db);
    assert_true(reference.n_statements > 3);
    for (int at = 0; at < reference.n_statements; at++) {
        struct store *s;
        int status;
        pid_t child = fork();

        if (child == 0)
            migrate_until_killed(p->file, at);
        waitpid(child, &status, 0);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        expect_step_boundary(&reference, p->file);
        s = opened(p->file, STORE_WRITE); /* the next start finishes the work */
        assert_string_equal(schema_of(s->db, reference.a), final);
        store_close(s);
        remove(p->file);
    }
    arena_free(reference.a);
}

static bool stop_at_second_step(void *arg, const char *sql)
{
    struct db *db = arg;
    int version;

    (void)sql;
    return db_schema_version(db, &version, NULL) && version == 0;
}

static void an_older_register_is_copied_before_it_is_brought_up_to_date(void **state)
{
    struct place *p = *state;
    char kept[128], second[128];
    struct err err = {0};
    struct db *db = NULL;
    int version = 0;

    snprintf(kept, sizeof kept, "%s.before-2", p->file);
    snprintf(second, sizeof second, "%s.before-2.2", p->file);
    for (int round = 0; round < 2; round++) {
        remove(p->file);
        assert_true(db_open(&db, p->file, DB_WRITE, &err));
        if (migrate_run(db, stop_at_second_step, db, NULL)) {
            db_close(db);
            skip(); /* there is only one step so far */
        }
        db_close(db);
        store_close(opened(p->file, STORE_WRITE));
        assert_int_equal(access(kept, F_OK), 0);
        assert_int_equal(access(second, F_OK) == 0, round == 1);
    }
    assert_true(db_open(&db, kept, DB_READ, &err) && db_schema_version(db, &version, &err));
    assert_int_equal(version, 1);
    db_close(db);
    store_close(opened(p->file, STORE_READ));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(a_new_register_is_made_and_opens_again),
        IN_PLACE(files_that_cannot_be_used_are_refused_with_a_sentence),
        IN_PLACE(a_foreign_database_is_left_as_it_is),
        IN_PLACE(a_second_writer_is_told_who_holds_the_file),
        IN_PLACE(a_kill_at_any_statement_leaves_whole_steps),
        IN_PLACE(an_older_register_is_copied_before_it_is_brought_up_to_date),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
