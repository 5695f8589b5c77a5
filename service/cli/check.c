/* check.c - `sizhi check`: one finding a line on standard output, or one line that all is well.
 *
 * Reads only, so it may run beside the service that holds the file. */
#include "base/mem.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "store/store.h"

#include <inttypes.h>
#include <stdio.h>

static const char USAGE[] = "usage: sizhi check --db FILE\n";

static void print_line(void *arg, const char *line)
{
    (void)arg;
    puts(line);
}

static bool check_file(const char *path, size_t *n, int64_t *revision, struct err *err)
{
    struct arena *a = arena_new();
    struct revision r = {0};
    struct store *s;
    bool ok = false;

    /* READ_MORE: the whole check looks at every page anyway. */
    if (store_open(&s, path, STORE_READ_MORE, err)) {
        ok = store_check(s, print_line, NULL, n, err) && (*n > 0 || store_revision(s, a, &r, err));
        store_close(s);
    }
    *revision = r.number;
    arena_free(a);
    return ok;
}

int cli_check(int argc, char **argv)
{
    const char *path = NULL;
    const struct cli_option options[] = {{"--db", &path, NULL, true}};
    struct err err = {0};
    int64_t revision;
    size_t n = 0;

    if (!cli_options(argc, argv, options, COUNT(options), USAGE))
        return CLI_ASKED_WRONGLY;
    if (!check_file(path, &n, &revision, &err)) {
        puts(err.text);
        return CLI_FAILED;
    }
    if (n > 0)
        return CLI_FAILED;
    printf("ok: %s, revision %" PRId64 "\n", path, revision);
    return CLI_DONE;
}
