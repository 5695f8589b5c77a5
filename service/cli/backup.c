/* backup.c - `sizhi backup`: a consistent copy, also while the service writes. */
#include "base/mem.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "store/store.h"

#include <stdio.h>

static const char USAGE[] = "usage: sizhi backup --db FILE --to FILE\n";

int cli_backup(int argc, char **argv)
{
    const char *path = NULL, *to = NULL;
    const struct cli_option options[] = {{"--db", &path, NULL, true}, {"--to", &to, NULL, true}};
    struct err err = {0};

    if (!cli_options(argc, argv, options, COUNT(options), USAGE))
        return CLI_ASKED_WRONGLY;
    if (!store_backup(path, to, &err)) {
        fprintf(stderr, "sizhi backup: %s\n", err.text);
        return CLI_FAILED;
    }
    printf("%s: copied to %s and checked\n", path, to);
    return CLI_DONE;
}
