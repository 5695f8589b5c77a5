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

/* How a register stands at the start of each step, the last being that there is none left. */
struct steps {
    const char *schemas[MAX_STEPS + 1];
    char files[MAX_STEPS + 1][96];
    int n;
};

/* Where to stop, or to be killed, on the way from one step on. */
struct halt {
    struct db *db;
    int step, kill_at, n_statements;
};

static bool stop_after_the_step(void *arg, const char *sql)
{
    struct halt *h = arg;
    int version;

    (void)sql;
    assert_true(db_schema_version(h->db, &version, NULL));
    h->n_statements += version == h->step;
    return version == h->step;
}

static bool die_at_statement(void *arg, const char *sql)
{
    struct halt *h = arg;

    (void)sql;
    if (h->n_statements++ == h->kill_at)
        kill(getpid(), SIGKILL);
    return true;
}

/* Takes the file through one step; how many statements that was. */
static int one_step(const char *path, int step)
{
    struct halt h = {.step = step};
    struct err err = {0};

    assert_true(db_open(&h.db, path, DB_WRITE, &err));
    (void)migrate_run(h.db, stop_after_the_step, &h,
                      NULL); /* it is stopped unless it is the last */
    db_close(h.db);
    return h.n_statements;
}

/* What the file says of itself. */
static const char *stands_at(const char *path, int step, struct arena *a)
{
    struct err err = {0};
    struct db *db;
    const char *schema;
    int version = 0, id = 0;

    assert_true(db_open(&db, path, DB_INSPECT, &err));
    assert_true(db_schema_version(db, &version, &err) && db_application_id(db, &id, &err));
    assert_int_equal(version, step);
    assert_int_equal(id != 0, version > 0);
    schema = schema_of(db, a);
    db_close(db);
    return schema;
}

static void copy_file(const char *from, const char *to)
{
    static char bytes[1 << 16];
    int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ssize_t n;

    assert_true(in >= 0 && out >= 0);
    while ((n = read(in, bytes, sizeof bytes)) > 0)
        assert_int_equal(write(out, bytes, (size_t)n), n);
    assert_int_equal(n, 0);
    close(in);
    close(out);
}

static int version_of(const char *path)
{
    struct err err = {0};
    struct db *db;
    int version = 0;

    assert_true(db_open(&db, path, DB_INSPECT, &err) && db_schema_version(db, &version, &err));
    db_close(db);
    return version;
}

/* Step by step; every statement of a step is followed by a kill of its own, later. */
static int look_at_all_steps(struct steps *s, const struct place *p, int *n_statements,
                             struct arena *a)
{
    struct err err = {0};
    struct db *db;

    assert_true(db_open(&db, p->other, DB_WRITE, &err)); /* an empty one */
    db_close(db);
    for (s->n = 0;; s->n++) {
        assert_true(s->n <= MAX_STEPS);
        snprintf(s->files[s->n], sizeof s->files[0], "%s/at-%d", p->folder, s->n);
        copy_file(p->other, s->files[s->n]);
        s->schemas[s->n] = stands_at(p->other, s->n, a);
        n_statements[s->n] = one_step(p->other, s->n);
        if (version_of(p->other) == s->n)
            return s->n;
    }
}

static void a_killed_step_was_never_begun(const struct steps *s, int step, int at, const char *path,
                                          struct arena *a)
{
    struct halt h = {.kill_at = at};
    int status;
    pid_t child;

    copy_file(s->files[step], path);
    if ((child = fork()) == 0) {
        if (db_open(&h.db, path, DB_WRITE, NULL))
            migrate_run(h.db, die_at_statement, &h, NULL);
        _exit(1); /* not killed: the step has fewer statements */
    }
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    assert_string_equal(stands_at(path, step, a), s->schemas[step]);
}

static void a_kill_at_any_statement_leaves_whole_steps(void **state)
{
    struct place *p = *state;
    struct arena *a = arena_new();
    struct steps s = {0};
    int n_statements[MAX_STEPS + 1] = {0}, n_all = 0,
                                 n_steps = look_at_all_steps(&s, p, n_statements, a);

    for (int step = 0; step < n_steps; step++) {
        assert_true(n_statements[step] > 0);
        n_all += n_statements[step];
        for (int at = 0; at < n_statements[step]; at++) {
            struct arena *each = arena_new();
            struct store *whole;

            a_killed_step_was_never_begun(&s, step, at, p->file, each);
            if (at < n_statements[step] - 1) { /* the next start finishes the step, */
                one_step(p->file, step);
                assert_string_equal(stands_at(p->file, step + 1, each), s.schemas[step + 1]);
            } else { /* and all that follow */
                whole = opened(p->file, STORE_WRITE);
                assert_string_equal(schema_of(whole->db, each), s.schemas[n_steps]);
                store_close(whole);
            }
            arena_free(each);
        }
    }
    assert_true(n_steps > 1 && n_all > n_steps);
    arena_free(a);
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
