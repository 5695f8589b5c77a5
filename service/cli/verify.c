/* verify.c - `sizhi verify` proves the chain of a register or of an export, or a draw;
 * `sizhi export` makes an export.
 *
 * Nothing but the file is needed.  That the chain holds says that nothing in it was changed apart
 * from the rest; that it was not made anew as a whole is shown by comparing the last hash with one
 * that was noted elsewhere, which is why it is printed. */
#include "base/mem.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/verify_draw.h"
#include "store/audit_line.h"
#include "store/store.h"

#include <errno.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FINDINGS_SHOWN = 20, LINE_MOST = 16 * 1024 * 1024 };

static const char VERIFY_USAGE[] = "usage: sizhi verify FILE     (a register, a backup, an export, "
                                   "or a draw)\n";
static const char EXPORT_USAGE[] = "usage: sizhi export --db FILE --to FILE\n";

/* ---- verify ---- */

static void print_finding(void *arg, const char *line)
{
    size_t *shown = arg;

    if (++*shown <= FINDINGS_SHOWN)
        puts(line);
}

static bool is_register(FILE *f)
{
    static const char magic[] = "SQLite format 3";
    char head[sizeof magic] = "";
    size_t n = fread(head, 1, sizeof head, f);

    rewind(f);
    return n == sizeof head && memcmp(head, magic, sizeof head) == 0;
}

static bool walk_register(const char *path, struct audit_walk *w, struct err *err)
{
    struct store *s;
    bool ok;

    if (!store_open(&s, path, STORE_READ, err))
        return false;
    ok = store_begin(s, err) && audit_walk_all(s, w, err);
    store_rollback(s);
    store_close(s);
    return ok;
}

static bool walk_lines(FILE *f, struct audit_walk *w, struct err *err)
{
    struct audit_lines_walk lines = {.walk = *w};
    char *line = NULL;
    size_t room = 0;
    ssize_t len;
    bool ok = true;

    while (ok && (len = getline(&line, &room, f)) > 0) {
        size_t n = (size_t)len - (line[len - 1] == '\n');

        ok = len <= LINE_MOST ? audit_lines_on(&lines, line, n, err)
                              : err_set(err, ERR_TOO_LARGE, "a line has more than 16 MiB");
    }
    if (ok && ferror(f))
        ok = err_set(err, ERR_INTERNAL, "it cannot be read to its end: %s", strerror(errno));
    free(line);
    ok = ok && audit_lines_end(&lines, err);
    *w = lines.walk;
    return ok;
}

static bool walk_file(const char *path, struct audit_walk *w, struct err *err)
{
    FILE *f = fopen(path, "rb");
    bool ok;

    if (!f)
        return err_set(err, ERR_NOT_FOUND, "%s", strerror(errno));
    ok = is_register(f) ? walk_register(path, w, err) : walk_lines(f, w, err);
    fclose(f);
    return ok;
}

static int tell(const struct audit_walk *w, size_t found)
{
    char sha256[SHA256_HEX], sm3[SHA256_HEX];

    if (found > FINDINGS_SHOWN)
        printf("… and %zu more\n", found - FINDINGS_SHOWN);
    if (w->first_broken) {
        printf("broken: entry %" PRId64 " is the first that does not hold\n", w->first_broken);
        return CLI_FAILED;
    }
    printf("%" PRId64 " entries, chain holds, last %" PRId64 ": SHA-256 %s SM3 %s\n", w->n,
           w->last.seq, sha256_hex(&w->last.sha256, sha256), sha256_hex(&w->last.sm3, sm3));
    return CLI_DONE;
}

int cli_verify(int argc, char **argv)
{
    bool help = argc == 2 && strcmp(argv[1], "--help") == 0;
    size_t found = 0;
    struct report report = {print_finding, &found, 0};
    struct audit_walk w = {.report = &report};
    struct err err = {0};
    int code;

    if (argc != 2 || help || argv[1][0] == '-') {
        fputs(VERIFY_USAGE, help ? stdout : stderr);
        return help ? CLI_DONE : CLI_ASKED_WRONGLY;
    }
    if (verify_draw(argv[1], &code))
        return code;
    if (!walk_file(argv[1], &w, &err)) {
        fprintf(stderr, "sizhi: %s: %s\n", argv[1], err.text);
        return CLI_FAILED;
    }
    return tell(&w, found);
}

/* ---- export ---- */

static bool read_lines(const char *db, struct buf *out, struct err *err)
{
    struct store *s;
    bool ok;

    if (!store_open(&s, db, STORE_READ, err))
        return false;
    ok = store_begin(s, err) && audit_lines(s, 0, SIZE_MAX, out, err);
    store_rollback(s);
    store_close(s);
    return ok;
}

/* Nothing that is there is overwritten: an older export may be the proof. */
static bool write_file(const char *path, const struct buf *text, struct err *err)
{
    FILE *f = fopen(path, "wbx");
    bool ok;

    if (!f)
        return err_set(err, ERR_CONFLICT, "%s: %s", path, strerror(errno));
    ok =
        fwrite(text->data, 1, text->len, f) == text->len && fflush(f) == 0 && fsync(fileno(f)) == 0;
    ok = fclose(f) == 0 && ok;
    if (ok)
        return true;
    err_set(err, ERR_STORAGE_FULL, "%s: %s", path, strerror(errno));
    unlink(path);
    return false;
}

int cli_export(int argc, char **argv)
{
    const char *db = NULL, *to = NULL;
    const struct cli_option options[] = {
        {"--db", &db, NULL, true},
        {"--to", &to, NULL, true},
    };
    struct err err = {0};
    struct buf lines = {0};
    bool ok;

    if (!cli_options(argc, argv, options, COUNT(options), EXPORT_USAGE))
        return CLI_ASKED_WRONGLY;
    ok = read_lines(db, &lines, &err) && write_file(to, &lines, &err);
    buf_free(&lines);
    if (ok)
        return CLI_DONE;
    fprintf(stderr, "sizhi: %s\n", err.text);
    return CLI_FAILED;
}
