/* token.c - `sizhi token add|list|revoke`: bearer tokens for programs.
 *
 * The token is made here and only its digest is handed on, so it is printed once (alone, on
 * standard output) and known to nobody else. */
#include "base/mem.h"
#include "base/secret.h"
#include "cli/acts.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "cli/person.h"
#include "cli/words.h"
#include "store/people.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char ADD_USAGE[] =
    "usage: sizhi token add --db FILE --user NAME [--label TEXT] [--days N] [--by NAME]\n";
static const char LIST_USAGE[] = "usage: sizhi token list --db FILE [--user NAME]\n";
static const char REVOKE_USAGE[] = "usage: sizhi token revoke --db FILE --id N [--by NAME]\n";

static int add(int argc, char **argv)
{
    const char *db = NULL, *args[TOKEN_ADD_ARGS] = {NULL};
    const struct cli_option options[] = {
        {"--db", &db, NULL, true},
        {"--user", &args[ARG_PERSON_NAME], NULL, true},
        {"--label", &args[TOKEN_LABEL], NULL, false},
        {"--days", &args[TOKEN_DAYS], NULL, false},
        {"--by", &args[ARG_PERSON_BY], NULL, false},
    };
    char token[TOKEN_TEXT], hex[SHA256_HEX];
    struct buf said = {0};

    if (!cli_options(argc, argv, options, COUNT(options), ADD_USAGE))
        return CLI_ASKED_WRONGLY;
    token_make(token);
    struct sha256 digest = token_digest(token);
    args[TOKEN_DIGEST] = sha256_hex(&digest, hex);
    if (!args[ARG_PERSON_BY])
        args[ARG_PERSON_BY] = person_here();
    int code = act_do_quietly(db, ACT_TOKEN_ADD, args, &said);
    if (code == CLI_DONE) {
        fputs(said.data, stderr);
        puts(token);
    }
    buf_free(&said);
    secret_wipe(token, sizeof token);
    return code;
}

static int revoke(int argc, char **argv)
{
    const char *db = NULL, *args[TOKEN_REVOKE_ARGS] = {NULL};
    const struct cli_option options[] = {
        {"--db", &db, NULL, true},
        {"--id", &args[REVOKE_TOKEN], NULL, true},
        {"--by", &args[REVOKE_BY], NULL, false},
    };

    if (!cli_options(argc, argv, options, COUNT(options), REVOKE_USAGE))
        return CLI_ASKED_WRONGLY;
    if (!args[REVOKE_BY])
        args[REVOKE_BY] = person_here();
    return act_do(db, ACT_TOKEN_REVOKE, args);
}

/* ---- list ---- */

static const char *when(moment_t m, char text[MOMENT_TEXT])
{
    return m == MOMENT_NONE ? "-" : moment_format(m, text);
}

static const char *owner(const struct person *all, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++) {
        if (all[i].id == id)
            return all[i].name;
    }
    return "?";
}

/* Number, owner, label, made, ends, last used, revoked. */
static void print_token(const struct token_row *t, const char *name)
{
    char made[MOMENT_TEXT], ends[MOMENT_TEXT], used[MOMENT_TEXT], revoked[MOMENT_TEXT];

    printf("%" PRId64 "\t%s\t%s\t%s\t%s\t%s\t%s\n", t->id, name, *t->label ? t->label : "-",
           when(t->made, made), when(t->ends, ends), when(t->used, used),
           when(t->revoked, revoked));
}

static bool print_tokens(struct store *s, struct arena *a, const char *user, struct err *err)
{
    struct token_row *rows;
    struct person *all;
    size_t n, n_people;

    if (!store_people(s, a, &all, &n_people, err) || !store_tokens(s, a, 0, &rows, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        const char *name = owner(all, n_people, rows[i].person);

        if (!user || strcmp(user, name) == 0)
            print_token(&rows[i], name);
    }
    return true;
}

static int list(int argc, char **argv)
{
    const char *db = NULL, *user = NULL;
    const struct cli_option options[] = {{"--db", &db, NULL, true}, {"--user", &user, NULL, false}};

    if (!cli_options(argc, argv, options, COUNT(options), LIST_USAGE))
        return CLI_ASKED_WRONGLY;
    return cli_list(db, print_tokens, user);
}

int cli_token(int argc, char **argv)
{
    static const struct cli_word words[] = {
        {"add", add, ADD_USAGE},
        {"list", list, LIST_USAGE},
        {"revoke", revoke, REVOKE_USAGE},
    };

    return cli_words(argc, argv, words, COUNT(words));
}
