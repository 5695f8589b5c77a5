/* quota.c - `sizhi quota set`: how many places a unit has in a round, by which document.
 *
 * Without --by the person is the user of this machine who typed the command. */
#include "base/mem.h"
#include "cli/acts.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/person.h"
#include "cli/words.h"
#include "store/quotas.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char USAGE[] =
    "usage: sizhi quota set --db FILE --round ROUND --track TRACK --province CODE\n"
    "                       --places N|unknown [--illustrative] --source TEXT [--by NAME]\n"
    "                       [--why TEXT]\n";

static bool read_places(const char *arg, int *out, struct err *err)
{
    size_t len = strlen(arg);

    *out = QUOTA_NOT_KNOWN;
    if (strcmp(arg, "unknown") == 0)
        return true;
    if (len == 0 || len > 6 || strspn(arg, "0123456789") != len)
        return err_set(err, ERR_BAD_PARAMETER, "--places %.40s: a number or \"unknown\" is meant",
                       arg);
    *out = (int)strtol(arg, NULL, 10);
    return true;
}

static bool read_status(const char *const *args, int places, enum quota_status *out,
                        struct err *err)
{
    bool illustrative = *args[QUOTA_IS_ILLUSTRATIVE] != '\0';

    if (illustrative && places == QUOTA_NOT_KNOWN)
        return err_set(err, ERR_BAD_PARAMETER, "--illustrative: there is no number to be so");
    *out = illustrative                ? QUOTA_ILLUSTRATIVE
           : places == QUOTA_NOT_KNOWN ? QUOTA_UNKNOWN
                                       : QUOTA_PUBLISHED;
    return true;
}

bool act_quota_set(struct store *s, const char *const *args, moment_t now, struct buf *said,
                   struct err *err)
{
    struct quota_key key = {.round = args[QUOTA_ROUND], .unit = args[QUOTA_PROVINCE]};
    enum quota_status status = QUOTA_UNKNOWN;
    struct revision r;
    int places;

    if (!act_revision(args, now, &r, err) || !read_places(args[QUOTA_PLACES], &places, err) ||
        !read_status(args, places, &status, err))
        return false;
    if (!track_parse(args[QUOTA_TRACK], &key.track))
        return err_set(err, ERR_BAD_PARAMETER,
                       "--track %.40s: demo-city, demo-county, pilot-city or pilot-county is meant",
                       args[QUOTA_TRACK]);
    if (!store_quota_set(s, &key, places, status, &r, err))
        return false;
    buf_printf(said, "round %s, %s, %s: %s places", key.round, args[QUOTA_TRACK], key.unit,
               args[QUOTA_PLACES]);
    return true;
}

static int set(int argc, char **argv)
{
    const char *db = NULL, *args[QUOTA_ARGS] = {NULL};
    bool illustrative = false;
    const struct cli_option options[] = {
        {"--db", &db, NULL, true},
        {"--round", &args[QUOTA_ROUND], NULL, true},
        {"--track", &args[QUOTA_TRACK], NULL, true},
        {"--province", &args[QUOTA_PROVINCE], NULL, true},
        {"--places", &args[QUOTA_PLACES], NULL, true},
        {"--illustrative", NULL, &illustrative, false},
        {"--source", &args[ARG_SOURCE], NULL, true},
        {"--by", &args[ARG_BY], NULL, false},
        {"--why", &args[ARG_WHY], NULL, false},
    };

    if (!cli_options(argc, argv, options, COUNT(options), USAGE))
        return CLI_ASKED_WRONGLY;
    args[QUOTA_IS_ILLUSTRATIVE] = illustrative ? "1" : NULL;
    if (!args[ARG_BY])
        args[ARG_BY] = person_here();
    return act_do(db, ACT_QUOTA_SET, args);
}

int cli_quota(int argc, char **argv)
{
    static const struct cli_word words[] = {
        {"set", set, USAGE},
    };

    return cli_words(argc, argv, words, COUNT(words));
}
