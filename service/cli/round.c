/* round.c - `sizhi round add`: a round that the published facts do not speak of, so that it can be
 * applied in. */
#include "base/mem.h"
#include "cli/acts.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/person.h"
#include "cli/words.h"
#include "store/rounds.h"

#include <stdlib.h>
#include <string.h>

static const char USAGE[] =
    "usage: sizhi round add --db FILE --id ID --year YEAR --title TEXT --source TEXT\n"
    "                       [--document NUMBER] [--since DAY --until DAY]\n"
    "                       [--tracks \"TRACK …\"] [--province 320000] [--by NAME] [--why TEXT]\n"
    "Without --tracks it is for the four tracks of cities and counties; --province names whose\n"
    "programme it is where it is not the nation's.\n";

static const char *given(const char *text)
{
    return *text ? text : NULL;
}

static bool read_day(const char *option, const char *text, date_t *out, struct err *err)
{
    *out = DATE_NONE;
    return !*text || date_parse(text, out) ||
           err_set(err, ERR_BAD_PARAMETER, "%s %.20s: a day such as 2024-06-30 is meant", option,
                   text);
}

static bool read_year(const char *text, int *out, struct err *err)
{
    if (strlen(text) != 4 || strspn(text, "0123456789") != 4)
        return err_set(err, ERR_BAD_PARAMETER, "--year %.20s: a year such as 2024 is meant", text);
    *out = (int)strtol(text, NULL, 10);
    return true;
}

static bool read_tracks(const char *text, unsigned *out, struct err *err)
{
    *out = TRACKS_OF_PLACES;
    return !*text || tracks_parse(text, out) ||
           err_set(err, ERR_BAD_PARAMETER,
                   "--tracks %.80s: names of tracks with blanks between them are meant", text);
}

bool act_round_add(struct store *s, const char *const *args, moment_t now, struct buf *said,
                   struct err *err)
{
    struct round round = {.id = args[ROUND_ID],
                          .title = args[ROUND_TITLE],
                          .document = given(args[ROUND_DOCUMENT]),
                          .unit = given(args[ROUND_PROVINCE])};
    struct arena *a = arena_new();
    char tracks[TRACKS_TEXT];
    struct revision r;
    bool ok = act_revision(args, now, &r, err) && read_year(args[ROUND_YEAR], &round.year, err) &&
              read_day("--since", args[ROUND_SINCE], &round.window_since, err) &&
              read_day("--until", args[ROUND_UNTIL], &round.window_until, err) &&
              read_tracks(args[ROUND_TRACKS], &round.tracks, err) &&
              store_round_put(s, a, &round, &r, err);

    if (ok)
        buf_printf(said, "round %s: %s", round.id, tracks_text(round.tracks, tracks));
    arena_free(a);
    return ok;
}

static int add(int argc, char **argv)
{
    const char *db = NULL, *args[ROUND_ARGS] = {NULL};
    const struct cli_option options[] = {
        {"--db", &db, NULL, true},
        {"--id", &args[ROUND_ID], NULL, true},
        {"--year", &args[ROUND_YEAR], NULL, true},
        {"--title", &args[ROUND_TITLE], NULL, true},
        {"--document", &args[ROUND_DOCUMENT], NULL, false},
        {"--since", &args[ROUND_SINCE], NULL, false},
        {"--until", &args[ROUND_UNTIL], NULL, false},
        {"--tracks", &args[ROUND_TRACKS], NULL, false},
        {"--province", &args[ROUND_PROVINCE], NULL, false},
        {"--source", &args[ARG_SOURCE], NULL, true},
        {"--by", &args[ARG_BY], NULL, false},
        {"--why", &args[ARG_WHY], NULL, false},
    };

    if (!cli_options(argc, argv, options, COUNT(options), USAGE))
        return CLI_ASKED_WRONGLY;
    if (!args[ARG_BY])
        args[ARG_BY] = person_here();
    return act_do(db, ACT_ROUND_ADD, args);
}

int cli_round(int argc, char **argv)
{
    static const struct cli_word words[] = {
        {"add", add, USAGE},
    };

    return cli_words(argc, argv, words, COUNT(words));
}
