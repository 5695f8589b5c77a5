/* restore.c - `sizhi restore`: a backup becomes the register; the file it replaces is kept. */
#include "base/mem.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "store/store.h"

#include <stdio.h>
#include <time.h>

static const char USAGE[] = "usage: sizhi restore --from FILE --to FILE\n";

static void print_line(void *arg, const char *line)
{
    (void)arg;
    puts(line);
}

static moment_t now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    return (moment_t)t.tv_sec * 1000;
}

int cli_restore(int argc, char **argv)
{
    const char *from = NULL, *to = NULL, *kept;
    const struct cli_option options[] = {{"--from", &from, NULL, true}, {"--to", &to, NULL, true}};
    struct arena *a;
    struct err err = {0};
    bool ok;

    if (!cli_options(argc, argv, options, COUNT(options), USAGE))
        return CLI_ASKED_WRONGLY;
    a = arena_new();
    ok = store_restore(from, to, a, now(), print_line, NULL, &kept, &err);
    if (!ok)
        fprintf(stderr, "sizhi restore: %s\n", err.text);
    else
        printf("%s: restored from %s\n", to, from);
    if (kept)
        printf("what stood there is kept as %s\n", kept);
    arena_free(a);
    return ok ? CLI_DONE : CLI_FAILED;
}
