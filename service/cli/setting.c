/* setting.c - `sizhi setting` and `sizhi purge`: how long personal details are kept, and taking out
 * what is older.
 *
 * Without --by the person is the user of this machine who typed the command. */
#include "base/mem.h"
#include "cli/acts.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/person.h"
#include "cli/words.h"
#include "store/settings.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char LIST_USAGE[] = "usage: sizhi setting list --db FILE\n";
static const char SET_USAGE[] =
    "usage: sizhi setting set --db FILE --name NAME --days N|none [--by NAME]\n";
static const char PURGE_USAGE[] = "usage: sizhi purge --db FILE [--by NAME]\n";

enum { COMMAND_TEXT = 120 };

static struct act_by by_command(const char *const *args, moment_t now, char text[COMMAND_TEXT])
{
    snprintf(text, COMMAND_TEXT, "cli:%.100s", args[ARG_BY]);
    return (struct act_by){.command = text, .now = now};
}

static bool read_days(const char *arg, int64_t *out, struct err *err)
{
    size_t len = strlen(arg);

    *out = -1;
    if (strcmp(arg, "none") == 0)
        return true;
    if (len == 0 || len > 6 || strspn(arg, "0123456789") != len)
        return err_set(err, ERR_BAD_PARAMETER, "--days %.40s: a number or \"none\" is meant", arg);
    *out = strtoll(arg, NULL, 10);
    return true;
}

bool act_setting_set(struct store *s, const char *const *args, moment_t now, struct buf *said,
                     struct err *err)
{
    char text[COMMAND_TEXT];
    const struct act_by by = by_command(args, now, text);
    int64_t days;

    if (!read_days(args[SETTING_DAYS], &days, err) ||
        !store_setting_set(s, args[SETTING_NAME], days, &by, err))
        return false;
    buf_printf(said, "%s: %s", args[SETTING_NAME], days < 0 ? "not set" : args[SETTING_DAYS]);
    return true;
}

bool act_purge(struct store *s, const char *const *args, moment_t now, struct buf *said,
               struct err *err)
{
    char text[COMMAND_TEXT];
    const struct act_by by = by_command(args, now, text);
    struct purged p;

    if (!store_purge(s, &by, &p, err))
        return false;
    buf_printf(said,
               "taken out: details of %" PRId64 " who objected, %" PRId64
               " liaison officers, %" PRId64 " who reported; %" PRId64 " ended sessions, %" PRId64
               " answers",
               p.objectors, p.liaisons, p.reporters, p.sessions, p.replays);
    return true;
}

static int set(int argc, char **argv)
{
    const char *db = NULL, *args[SETTING_ARGS] = {NULL};
    const struct cli_option options[] = {
        {"--db", &db, NULL, true},
        {"--name", &args[SETTING_NAME], NULL, true},
        {"--days", &args[SETTING_DAYS], NULL, true},
        {"--by", &args[ARG_BY], NULL, false},
    };

    if (!cli_options(argc, argv, options, COUNT(options), SET_USAGE))
        return CLI_ASKED_WRONGLY;
    if (!args[ARG_BY])
        args[ARG_BY] = person_here();
    return act_do(db, ACT_SETTING_SET, args);
}

static bool print_settings(struct store *s, struct arena *a, const char *of, struct err *err)
{
    struct setting *all;
    size_t n;

    (void)of;
    if (!store_settings(s, a, &all, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (all[i].days < 0)
            printf("%-16s none    %s\n", all[i].name, all[i].about);
        else
            printf("%-16s %-7" PRId64 " %s\n", all[i].name, all[i].days, all[i].about);
    }
    return true;
}

static int list(int argc, char **argv)
{
    const char *db = NULL;
    const struct cli_option options[] = {{"--db", &db, NULL, true}};

    if (!cli_options(argc, argv, options, COUNT(options), LIST_USAGE))
        return CLI_ASKED_WRONGLY;
    return cli_list(db, print_settings, NULL);
}

int cli_setting(int argc, char **argv)
{
    static const struct cli_word words[] = {
        {"list", list, LIST_USAGE},
        {"set", set, SET_USAGE},
    };

    return cli_words(argc, argv, words, COUNT(words));
}

int cli_purge(int argc, char **argv)
{
    const char *db = NULL, *args[PURGE_ARGS] = {NULL};
    const struct cli_option options[] = {
        {"--db", &db, NULL, true},
        {"--by", &args[ARG_BY], NULL, false},
    };

    if (!cli_options(argc, argv, options, COUNT(options), PURGE_USAGE))
        return CLI_ASKED_WRONGLY;
    if (!args[ARG_BY])
        args[ARG_BY] = person_here();
    return act_do(db, ACT_PURGE, args);
}
