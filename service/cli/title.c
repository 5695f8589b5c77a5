/* title.c - `sizhi title add|retract|supersede|list`: corrections by hand, each with its document
 * and its person, each a revision of its own. */
#include "base/mem.h"
#include "cli/acts.h"
#include "cli/commands.h"
#include "cli/options.h"
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

/* What was not asked for is an empty text. */
static void make_texts(const char **args, size_t n)
{
    for (size_t i = 0; i < n; i++)
        args[i] = args[i] ? args[i] : "";
}

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
    make_texts(args, ADD_ARGS);
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
    make_texts(args, RETRACT_ARGS);
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
    make_texts(args, SUPERSEDE_ARGS);
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

static bool print_titles(const char *db, const char *holder, struct err *err)
{
    struct arena *a = arena_new();
    struct store *s = NULL;
    struct title *titles;
    size_t n;
    bool ok = store_open(&s, db, STORE_READ_MORE, err) && store_titles(s, a, &titles, &n, err);

    for (size_t i = 0; ok && i < n; i++) {
        const struct title *t = &titles[i];

        if (t->retracted == MOMENT_NONE &&
            (!holder || (t->holder && strcmp(t->holder, holder) == 0)))
            print_title(t);
    }
    store_close(s);
    arena_free(a);
    return ok;
}

static int list(int argc, char **argv)
{
    const char *db = NULL, *holder = NULL;
    const struct cli_option options[] = {{"--db", &db, NULL, true},
                                         {"--holder", &holder, NULL, false}};
    struct err err = {0};

    if (!cli_options(argc, argv, options, COUNT(options), LIST_USAGE))
        return CLI_ASKED_WRONGLY;
    if (print_titles(db, holder, &err))
        return CLI_DONE;
    fprintf(stderr, "sizhi: %s\n", err.text);
    return CLI_FAILED;
}

int cli_title(int argc, char **argv)
{
    static const struct {
        const char *word;
        int (*run)(int argc, char **argv);
    } words[] = {{"add", add}, {"retract", retract}, {"supersede", supersede}, {"list", list}};

    for (size_t i = 0; argc > 1 && i < COUNT(words); i++) {
        if (strcmp(words[i].word, argv[1]) == 0)
            return words[i].run(argc - 1, argv + 1);
    }
    bool help = argc > 1 && strcmp(argv[1], "--help") == 0;
    fprintf(help ? stdout : stderr, "%s%s%s%s", ADD_USAGE, RETRACT_USAGE, SUPERSEDE_USAGE,
            LIST_USAGE);
    return help ? CLI_DONE : CLI_ASKED_WRONGLY;
}
