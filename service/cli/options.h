/* options.h - `--name value` and `--flag`, from a table; nothing else is accepted. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct cli_option {
    const char *name;   /* "--db" */
    const char **value; /* where its value goes (borrowed from argv); NULL for a flag */
    bool *flag;
    bool required;
};

/* Every option at most once.  false: the mistake and the usage ("usage: sizhi …\n") were printed on
 * standard error.  --help prints the usage and ends the program. */
bool cli_options(int argc, char **argv, const struct cli_option *options, size_t n,
                 const char *usage);

#endif
