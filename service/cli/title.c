/* title.c - `sizhi title add|retract|supersede|list`: corrections by hand, each with its document
 * and its person, each a revision of its own. */
#include "base/mem.h"
#include "cli/acts.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/words.h"
#include "store/titles.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char ADD_USAGE[] =
    "usage: sizhi title add --db FILE --kind KIND (--holder CODE | --name TEXT --province CODE)\n"
    "                       [--batch LIST] [--since DAY] [--until DAY] [--revoked DAY]\n"
    "                       [--document NUMBER] [--confidence WORD] [--source-kind WORD]\n"
    "                       --source TEXT --by NAME [--why TEXT]\n";
static const char RETRACT_USAGE[] =
    "usage: sizhi title retract --db FILE --id N --source TEXT --by NAME [--why TEXT]\n";
static const char SUPERSEDE_USAGE[] =
    "usage: sizhi title supersede --db FILE --id N --with N --since DAY --source TEXT --by NAME\n"
    "                             [--why TEXT]\n";
static const char LIST_USAGE[] = "usage: sizhi title list --db FILE [--holder CODE]\n";

static int add(int argc, char **argv)
{
    const char *db = NULL, *args[ADD_ARGS] = {NULL};
    const struct cli_option options[] = {
        {"--db", &db, NULL, true},
        {"--kind", &args[ADD_KIND], NULL, true},
        {"--holder", &args[ADD_HOLDER], NULL, false},
        {"--name", &args[ADD_NAME], NULL, false},
        {"--province", &args[ADD_PROVINCE], NULL, false},
        {"--batch", &args[ADD_BATCH], NULL, false},
        {"--since", &args[ADD_SINCE], NULL, false},
        {"--until", &args[ADD_UNTIL], NULL, false},
        {"--revoked", &args[ADD_REVOKED], NULL, false},
        {"--document", &args[ADD_DOCUMENT], NULL, false},
        {"--confidence", &args[ADD_CONFIDENCE], NULL, false},
        {"--source-kind", &args[ADD_SOURCE_KIND], NULL, false},
        {"--source", &args[ARG_SOURCE], NULL, true},
        {"--by", &args[ARG_BY], NULL, true},
        {"--why", &args[ARG_WHY], NULL, false},
    };

    if (!cli_options(argc, argv, options, COUNT(options), ADD_USAGE))
        return CLI_ASKED_WRONGLY;
    return act_do(db, ACT_TITLE_ADD, args);
}

static int retract(int argc, char **argv)
{
    const char *db = NULL, *args[RETRACT_ARGS] = {NULL};
    const struct cli_option options[] = {
        {"--db", &db, NULL, true},
        {"--id", &args[RETRACT_ID], NULL, true},
        {"--source", &args[ARG_SOURCE], NULL, true},
        {"--by", &args[ARG_BY], NULL, true},
        {"--why", &args[ARG_WHY], NULL, false},
    };

    if (!cli_options(argc, argv, options, COUNT(options), RETRACT_USAGE))
        return CLI_ASKED_WRONGLY;
    return act_do(db, ACT_TITLE_RETRACT, args);
}

static int supersede(int argc, char **argv)
{
    const char *db = NULL, *args[SUPERSEDE_ARGS] = {NULL};
    const struct cli_option options[] = {
        {"--db", &db, NULL, true},
        {"--id", &args[SUPERSEDE_ID], NULL, true},
        {"--with", &args[SUPERSEDE_WITH], NULL, true},
        {"--since", &args[SUPERSEDE_SINCE], NULL, true},
        {"--source", &args[ARG_SOURCE], NULL, true},
        {"--by", &args[ARG_BY], NULL, true},
        {"--why", &args[ARG_WHY], NULL, false},
    };

    if (!cli_options(argc, argv, options, COUNT(options), SUPERSEDE_USAGE))
        return CLI_ASKED_WRONGLY;
    return act_do(db, ACT_TITLE_SUPERSEDE, args);
}

/* ---- list ---- */

static void print_title(const struct title *t)
{
    char since[DATE_TEXT], until[DATE_TEXT], day[DATE_TEXT];

    printf("%" PRId64 "\t%s\t%s\t%s\t%s\t%s\t%s\t%s", t->id, title_kind_name(t->kind),
           t->holder ? t->holder : "-", t->name, t->batch ? t->batch : "-",
           t->since == DATE_NONE ? "-" : date_format(t->since, since),
           t->until == DATE_NONE ? "-" : date_format(t->until, until),
           confidence_name(t->confidence));
    if (t->superseded_by)
        printf("\tfrom %s on: title %" PRId64, date_format(t->superseded, day), t->superseded_by);
    putchar('\n');
}

static bool print_titles(struct store *s, struct arena *a, const char *holder, struct err *err)
{
    struct title *titles;
    size_t n;

    if (!store_titles(s, a, &titles, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct title *t = &titles[i];

        if (t->retracted == MOMENT_NONE &&
            (!holder || (t->holder && strcmp(t->holder, holder) == 0)))
            print_title(t);
    }
    return true;
}

static int list(int argc, char **argv)
{
    const char *db = NULL, *holder = NULL;
    const struct cli_option options[] = {{"--db", &db, NULL, true},
                                         {"--holder", &holder, NULL, false}};

    if (!cli_options(argc, argv, options, COUNT(options), LIST_USAGE))
        return CLI_ASKED_WRONGLY;
    return cli_list(db, print_titles, holder);
}

int cli_title(int argc, char **argv)
{
    static const struct cli_word words[] = {
        {"add", add, ADD_USAGE},
        {"retract", retract, RETRACT_USAGE},
        {"supersede", supersede, SUPERSEDE_USAGE},
        {"list", list, LIST_USAGE},
    };

    return cli_words(argc, argv, words, COUNT(words));
}
