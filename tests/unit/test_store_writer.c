/* test_store_writer.c - many threads, one writer: nothing lost, nothing doubled, nothing promised
 * that is not on the disk. */
#include "base/mem.h"
#include "store/internal.h"
#include "store/writer.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { THREADS = 64, TRIES = 50 };

/* SQLite syncs through this one: the program's own comes before the C library's. */
static atomic_bool disk_fails;

int fdatasync(int fildes)
{
    if (atomic_load(&disk_fails)) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(SYS_fdatasync, fildes);
}

int fsync(int fd)
{
    return fdatasync(fd);
}

struct fixture {
    char folder[64], file[96];
    struct writer *w;
    atomic_int published;
    atomic_llong last_revision;
};

static void note_revision(void *arg, int64_t revision)
{
    struct fixture *f = arg;

    atomic_fetch_add(&f->published, 1);
    atomic_store(&f->last_revision, revision);
}

static void start(struct fixture *f)
{
    struct writer_options options = {note_revision, f};
    struct err err = {0};
    struct store *s;

    if (!store_open(&s, f->file, STORE_WRITE, &err) || !writer_start(&f->w, s, &options, &err))
        fail_msg("%s", err.text);
}

static bool prepare(struct store *s, void *arg, struct err *err)
{
    (void)arg;
    return db_script(s->db,
                     "CREATE TABLE counter (id INTEGER PRIMARY KEY, n INTEGER NOT NULL"
                     " CHECK (n <= 100000)) STRICT;"
                     "INSERT INTO counter VALUES (1, 0), (2, 0);"
                     "CREATE TABLE ballast (data BLOB) STRICT;",
                     NULL, NULL, err);
}

static int set_up(void **state)
{
    struct fixture *f = mem_alloc(1, sizeof *f);
    struct err err = {0};

    /* in memory where that is possible: a kill does not need a real disk, and syncs cost nothing */
    snprintf(f->folder, sizeof f->folder, "%s/sizhi-writer-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : P_tmpdir);
    if (!mkdtemp(f->folder))
        return -1;
    snprintf(f->file, sizeof f->file, "%s/register.sqlite", f->folder);
    start(f);
    *state = f;
    return writer_submit(f->w, prepare, NULL, &err) ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    char command[96];

    atomic_store(&disk_fails, false);
    writer_stop(f->w);
    snprintf(command, sizeof command, "rm -rf '%s'", f->folder);
    free(f);
    return system(command);
}

static int64_t ask(const char *path, const char *sql)
{
    struct err err = {0};
    struct store *s;
    struct stmt *q = NULL;
    int64_t value;

    if (!store_open(&s, path, STORE_READ_MORE, &err) || !(q = stmt_get(s->db, sql, &err)) ||
        stmt_step(q, &err) != 1) {
        fail_msg("%s: %s", sql, err.text);
        return -1;
    }
    value = column_int(q, 0);
    stmt_done(q);
    store_close(s);
    return value;
}

static const char READ_N[] = "SELECT n FROM counter WHERE id = 1";
static const char WRITE_N[] = "UPDATE counter SET n = $1 WHERE id = 1";

/* Read, then write what was read plus one: right only when nobody else is in between. */
static bool count_one(struct store *s, void *arg, struct err *err)
{
    struct stmt *q = stmt_get(s->db, READ_N, err);
    int64_t n;

    (void)arg;
    if (!q || stmt_step(q, err) != 1)
        return false;
    n = column_int(q, 0);
    stmt_done(q);
    q = stmt_get(s->db, WRITE_N, err);
    bind_int(q, 1, n + 1);
    return stmt_run(q, err);
}

static bool count_and_fail(struct store *s, void *arg, struct err *err)
{
    return count_one(s, arg, err) && err_set(err, ERR_QUOTA_EXHAUSTED, "no place is left");
}

static bool break_a_rule(struct store *s, void *arg, struct err *err)
{
    (void)arg;
    return db_exec(s->db, "UPDATE counter SET n = 100001", err);
}

static bool publish(struct store *s, void *arg, struct err *err)
{
    struct revision r = {.recorded = 1000, .what = "a test"};
    int64_t *number = arg;

    return store_next_revision(s, &r, number, err);
}

static bool add_ballast(struct store *s, void *arg, struct err *err)
{
    (void)arg;
    return db_exec(s->db, "INSERT INTO ballast VALUES (zeroblob(50000))", err);
}

struct worker {
    struct writer *w;
    store_job *job;
    int succeeded;
    enum err_kind kind;
    pthread_t thread;
};

static void *try_often(void *arg)
{
    struct worker *k = arg;

    for (int i = 0; i < TRIES; i++) {
        struct err err = {0};

        if (writer_submit(k->w, k->job, NULL, &err))
            k->succeeded++;
        else
            k->kind = err.kind;
    }
    return NULL;
}

static void sixty_four_threads_count_exactly_and_share_commits(void **state)
{
    struct fixture *f = *state;
    struct worker workers[THREADS];
    struct writer_counts counts;
    uint64_t commits = writer_counts(f->w).commits;
    int sum = 0;

    for (int i = 0; i < THREADS; i++) {
        /* every eighth only makes work that has to be taken back, right between the others' */
        workers[i] = (struct worker){.w = f->w, .job = i % 8 == 7 ? count_and_fail : count_one};
        assert_int_equal(pthread_create(&workers[i].thread, NULL, try_often, &workers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(workers[i].thread, NULL);
        sum += workers[i].succeeded;
        assert_int_equal(workers[i].kind, i % 8 == 7 ? ERR_QUOTA_EXHAUSTED : ERR_NONE);
    }
    assert_int_equal(sum, THREADS / 8 * 7 * TRIES);
    assert_int_equal(ask(f->file, READ_N), sum);
    counts = writer_counts(f->w);
    assert_int_equal(counts.failed_jobs, THREADS / 8 * TRIES);
    assert_int_equal(counts.queued, 0);
    if (counts.commits - commits > (uint64_t)sum / 2)
        fail_msg("%d jobs took %llu commits: they were not grouped", sum,
                 (unsigned long long)(counts.commits - commits));
}

static void a_failed_job_takes_back_only_itself(void **state)
{
    static const struct {
        store_job *job;
        enum err_kind kind;
        int after;
    } rows[] = {
        {count_one, ERR_NONE, 1}, {count_and_fail, ERR_QUOTA_EXHAUSTED, 1},
        {count_one, ERR_NONE, 2}, {break_a_rule, ERR_CONFLICT, 2},
        {count_one, ERR_NONE, 3},
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = {0};

        assert_int_equal(writer_submit(f->w, rows[i].job, NULL, &err), rows[i].kind == ERR_NONE);
        assert_int_equal(err.kind, rows[i].kind);
        assert_int_equal(ask(f->file, READ_N), rows[i].after);
    }
}

/* Holds the writer's thread until the test has filled the queue behind it. */
struct gate {
    atomic_bool open;
    atomic_int ok, failed, busy; /* answers */
};

static bool wait_at_gate(struct store *s, void *arg, struct err *err)
{
    struct gate *g = arg;

    (void)s;
    (void)err;
    while (!atomic_load(&g->open))
        usleep(1000);
    return true;
}

static void count_answer(void *arg, bool ok, const struct err *err)
{
    struct gate *g = arg;

    assert((err->kind == ERR_NONE) == ok);
    atomic_fetch_add(ok ? &g->ok : &g->failed, 1);
    atomic_fetch_add(&g->busy, err->kind == ERR_BUSY ? 1 : 0);
}

static void a_full_queue_says_so_and_stopping_does_what_is_queued(void **state)
{
    struct fixture *f = *state;
    struct gate gate = {0};
    struct writer *w = f->w;

    writer_submit_async(w, wait_at_gate, count_answer, &gate);
    while (writer_counts(w).queued > 0)
        usleep(1000);
    for (int i = 0; i < WRITER_QUEUE + 10; i++)
        writer_submit_async(w, count_one, count_answer, &gate);
    assert_int_equal(atomic_load(&gate.busy), 10);
    atomic_store(&gate.open, true);
    f->w = NULL;
    writer_stop(w);
    assert_int_equal(atomic_load(&gate.ok), WRITER_QUEUE + 1);
    assert_int_equal(atomic_load(&gate.failed), 10);
    assert_int_equal(ask(f->file, READ_N), WRITER_QUEUE);
}

static void a_moved_revision_is_announced_once_a_commit(void **state)
{
    struct fixture *f = *state;
    int64_t number = 0;

    assert_true(writer_submit(f->w, count_one, NULL, NULL));
    assert_int_equal(atomic_load(&f->published), 0);
    for (int i = 1; i <= 3; i++) {
        assert_true(writer_submit(f->w, publish, &number, NULL));
        assert_int_equal(number, i);
        assert_int_equal(atomic_load(&f->published), i); /* before the answer */
        assert_int_equal(atomic_load(&f->last_revision), i);
    }
}

static void a_disk_without_room_is_told_and_passes(void **state)
{
    struct fixture *f = *state;
    struct rlimit old, small;
    struct err err = {0};
    int64_t n = 0;

    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &old);
    small = (struct rlimit){6 << 20, old.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    while (n < 1000 && writer_submit(f->w, add_ballast, NULL, &err))
        n++;
    setrlimit(RLIMIT_FSIZE, &old);
    assert_int_equal(err.kind, ERR_STORAGE_FULL);
    assert_true(writer_works(f->w, NULL));
    assert_int_equal(ask(f->file, "SELECT count(*) FROM ballast"), n);
    assert_true(writer_submit(f->w, add_ballast, NULL, NULL));
}

static void after_a_failed_sync_nothing_is_acknowledged_any_more(void **state)
{
    struct fixture *f = *state;
    struct err err = {0}, why = {0};

    assert_true(writer_submit(f->w, count_one, NULL, NULL));
    atomic_store(&disk_fails, true);
    assert_false(writer_submit(f->w, count_one, NULL, &err));
    assert_int_equal(err.kind, ERR_INTERNAL);
    atomic_store(&disk_fails, false); /* as disks do after they have lost the page */
    err_clear(&err);
    assert_false(writer_submit(f->w, count_one, NULL, &err));
    assert_int_equal(err.kind, ERR_INTERNAL);
    assert_false(writer_works(f->w, &why));
    assert_string_not_equal(why.text, "");
    writer_stop(f->w);
    start(f);
    assert_true(ask(f->file, READ_N) >= 1); /* what was acknowledged is there */
    assert_true(writer_submit(f->w, count_one, NULL, NULL));
}

static void the_log_is_emptied_when_it_is_large_and_when_nothing_happens(void **state)
{
    struct fixture *f = *state;
    char wal[128];
    struct stat st;

    snprintf(wal, sizeof wal, "%s-wal", f->file);
    for (int i = 0; i < 200; i++) { /* 10 MB */
        assert_true(writer_submit(f->w, add_ballast, NULL, NULL));
        assert_int_equal(stat(wal, &st), 0);
        assert_true(st.st_size < 5 << 20);
    }
    for (int i = 0; i < 100 && st.st_size > 0; i++) {
        usleep(50000);
        assert_int_equal(stat(wal, &st), 0);
    }
    assert_int_equal(st.st_size, 0);
}

static bool move_between(struct store *s, void *arg, struct err *err)
{
    (void)arg;
    return db_exec(s->db, "UPDATE counter SET n = n - 1 WHERE id = 1", err) &&
           db_exec(s->db, "UPDATE counter SET n = n + 1 WHERE id = 2", err);
}

static void a_backup_while_writing_is_one_moment(void **state)
{
    struct fixture *f = *state;
    struct worker k = {.w = f->w, .job = move_between};
    char to[128];

    for (int i = 0; i < 100; i++)
        assert_true(writer_submit(f->w, add_ballast, NULL, NULL));
    for (int i = 0; i < 3; i++) {
        struct err err = {0};

        k.succeeded = 0;
        assert_int_equal(pthread_create(&k.thread, NULL, try_often, &k), 0);
        snprintf(to, sizeof to, "%s/backup-%d.sqlite", f->folder, i);
        if (!store_backup(f->file, to, &err))
            fail_msg("%s", err.text);
        pthread_join(k.thread, NULL);
        assert_int_equal(k.succeeded, TRIES);
        assert_int_equal(ask(to, "SELECT sum(n) FROM counter"), 0);
    }
    assert_int_equal(ask(f->file, "SELECT n FROM counter WHERE id = 2"), 3 * TRIES);
}

/* A child writes and says each acknowledged number; it is killed at any moment. */
static void write_until_killed(const char *path, int out)
{
    struct err err = {0};
    struct writer *w;
    struct store *s;

    if (!store_open(&s, path, STORE_WRITE, &err) || !writer_start(&w, s, NULL, &err))
        _exit(3);
    for (;;) {
        char acknowledged = 1;

        if (!writer_submit(w, count_one, NULL, &err) || write(out, &acknowledged, 1) != 1)
            _exit(4);
    }
}

static void what_was_acknowledged_survives_a_kill(void **state)
{
    struct fixture *f = *state;
    int64_t before = 0;

    writer_stop(f->w);
    f->w = NULL;
    for (int round = 0; round < 10; round++) {
        int pipe_ends[2], status;
        int64_t acknowledged = 0, n;
        char piece[512];
        pid_t child;
        ssize_t got;

        assert_int_equal(pipe(pipe_ends), 0);
        child = fork();
        if (child == 0)
            write_until_killed(f->file, pipe_ends[1]);
        close(pipe_ends[1]);
        while (acknowledged < 5 + 7 * round && (got = read(pipe_ends[0], piece, 1)) > 0)
            acknowledged += got;
        kill(child, SIGKILL);
        while ((got = read(pipe_ends[0], piece, sizeof piece)) > 0)
            acknowledged += got;
        close(pipe_ends[0]);
        waitpid(child, &status, 0);
        assert_true(WIFSIGNALED(status));
        n = ask(f->file, READ_N);
        if (n < before + acknowledged)
            fail_msg("round %d: %lld acknowledged, %lld there", round, (long long)acknowledged,
                     (long long)(n - before));
        before = n;
    }
    start(f);
}

int main(void)
{
#define WITH_WRITER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        WITH_WRITER(sixty_four_threads_count_exactly_and_share_commits),
        WITH_WRITER(a_failed_job_takes_back_only_itself),
        WITH_WRITER(a_full_queue_says_so_and_stopping_does_what_is_queued),
        WITH_WRITER(a_moved_revision_is_announced_once_a_commit),
        WITH_WRITER(a_disk_without_room_is_told_and_passes),
        WITH_WRITER(after_a_failed_sync_nothing_is_acknowledged_any_more),
        WITH_WRITER(the_log_is_emptied_when_it_is_large_and_when_nothing_happens),
        WITH_WRITER(a_backup_while_writing_is_one_moment),
        WITH_WRITER(what_was_acknowledged_survives_a_kill),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
