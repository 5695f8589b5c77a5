/* options.c - a table of options is read, and a mistake is answered with the usage line. */
#include "cli/options.h"

#include "cli/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_OPTIONS = 64 };

static bool mistake(const char *usage, const char *what, const char *name)
{
    fprintf(stderr, "sizhi: %s %s\n%s", name, what, usage);
    return false;
}

static size_t find(const struct cli_option *options, size_t n, const char *name)
{
    size_t i = 0;

    while (i < n && strcmp(options[i].name, name) != 0)
        i++;
    return i;
}

bool cli_options(int argc, char **argv, const struct cli_option *options, size_t n,
                 const char *usage)
{
    bool seen[MAX_OPTIONS] = {false};

    for (int i = 1; i < argc; i++) {
        size_t at = find(options, n, argv[i]);

        if (strcmp(argv[i], "--help") == 0) {
            fputs(usage, stdout);
            exit(CLI_DONE);
        }
        if (at == n)
            return mistake(usage, "is not understood", argv[i]);
        if (seen[at])
            return mistake(usage, "stands there twice", argv[i]);
        seen[at] = true;
        if (!options[at].value) {
            *options[at].flag = true;
        } else if (i + 1 < argc) {
            *options[at].value = argv[++i];
        } else {
            return mistake(usage, "wants a value", argv[i]);
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (options[i].required && !seen[i])
            return mistake(usage, "is missing", options[i].name);
    }
    return true;
}
