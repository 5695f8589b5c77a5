/* user.c - `sizhi user add|list|close|password`: accounts.
 *
 * A password is worked out here: neither the register's own thread nor its socket ever sees one in
 * the clear.  Without --password-stdin one is made and printed once. */
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
    "usage: sizhi user add --db FILE --name NAME\n"
    "                      --role national|province|city|applicant|expert|operator\n"
    "                      [--province CODE] [--place CODE] [--password-stdin] [--by NAME]\n";
static const char LIST_USAGE[] = "usage: sizhi user list --db FILE\n";
static const char CLOSE_USAGE[] = "usage: sizhi user close --db FILE --name NAME [--by NAME]\n";
static const char PASSWORD_USAGE[] =
    "usage: sizhi user password --db FILE --name NAME [--password-stdin] [--by NAME]\n";

enum { LINE_MOST = 4 * PASSWORD_MOST };

/* ---- the password ---- */

struct new_password {
    char text[LINE_MOST], stored[PASSWORD_STORED];
    bool made_here;
};

static bool read_line(char text[LINE_MOST], struct err *err)
{
    if (!fgets(text, LINE_MOST, stdin))
        return err_set(err, ERR_BAD_PARAMETER, "--password-stdin: nothing came in");
    text[strcspn(text, "\r\n")] = '\0';
    return true;
}

static bool password_get(struct new_password *p, const char *name, bool from_stdin, struct err *err)
{
    p->made_here = !from_stdin;
    if (p->made_here)
        token_make(p->text);
    else if (!read_line(p->text, err) || !password_fits(p->text, err) ||
             !password_fits_name(p->text, name, err))
        return false;
    return password_store(p->text, p->stored, err);
}

static int refuse(const struct err *err)
{
    fprintf(stderr, "sizhi: %s\n", err->text);
    return CLI_ASKED_WRONGLY;
}

static int act_with_password(const char *db, const char *word, const char **args, size_t stored,
                             bool from_stdin)
{
    struct new_password p;
    struct err err = {0};
    int code;

    if (!password_get(&p, args[ARG_PERSON_NAME], from_stdin, &err))
        return refuse(&err);
    args[stored] = p.stored;
    code = act_do(db, word, args);
    if (code == CLI_DONE && p.made_here)
        printf("password: %s\n", p.text);
    secret_wipe(&p, sizeof p);
    return code;
}

/* ---- the commands ---- */

static int add(int argc, char **argv)
{
    const char *db = NULL, *args[USER_ADD_ARGS] = {NULL};
    bool from_stdin = false;
    const struct cli_option options[] = {
        {"--db", &db, NULL, true},
        {"--name", &args[ARG_PERSON_NAME], NULL, true},
        {"--role", &args[USER_ROLE], NULL, true},
        {"--province", &args[USER_UNIT], NULL, false},
        {"--place", &args[USER_PLACE], NULL, false},
        {"--password-stdin", NULL, &from_stdin, false},
        {"--by", &args[ARG_PERSON_BY], NULL, false},
    };

    if (!cli_options(argc, argv, options, COUNT(options), ADD_USAGE))
        return CLI_ASKED_WRONGLY;
    if (!args[ARG_PERSON_BY])
        args[ARG_PERSON_BY] = person_here();
    return act_with_password(db, ACT_USER_ADD, args, USER_STORED, from_stdin);
}

static int password(int argc, char **argv)
{
    const char *db = NULL, *args[USER_PASSWORD_ARGS] = {NULL};
    bool from_stdin = false;
    const struct cli_option options[] = {
        {"--db", &db, NULL, true},
        {"--name", &args[ARG_PERSON_NAME], NULL, true},
        {"--password-stdin", NULL, &from_stdin, false},
        {"--by", &args[ARG_PERSON_BY], NULL, false},
    };

    if (!cli_options(argc, argv, options, COUNT(options), PASSWORD_USAGE))
        return CLI_ASKED_WRONGLY;
    if (!args[ARG_PERSON_BY])
        args[ARG_PERSON_BY] = person_here();
    return act_with_password(db, ACT_USER_PASSWORD, args, PASSWORD_NEW, from_stdin);
}

static int close_one(int argc, char **argv)
{
    const char *db = NULL, *args[USER_CLOSE_ARGS] = {NULL};
    const struct cli_option options[] = {
        {"--db", &db, NULL, true},
        {"--name", &args[ARG_PERSON_NAME], NULL, true},
        {"--by", &args[ARG_PERSON_BY], NULL, false},
    };

    if (!cli_options(argc, argv, options, COUNT(options), CLOSE_USAGE))
        return CLI_ASKED_WRONGLY;
    if (!args[ARG_PERSON_BY])
        args[ARG_PERSON_BY] = person_here();
    return act_do(db, ACT_USER_CLOSE, args);
}

/* ---- list ---- */

static const char *or_dash(const char *s)
{
    return s ? s : "-";
}

static void print_person(const struct person *p)
{
    char made[MOMENT_TEXT], closed[MOMENT_TEXT];

    printf("%" PRId64 "\t%s\t%s\t%s\t%s\t%s\t%s\n", p->id, p->name, role_name(p->role),
           or_dash(p->unit), or_dash(p->place), moment_format(p->made, made),
           p->closed == MOMENT_NONE ? "-" : moment_format(p->closed, closed));
}

static bool print_people(struct store *s, struct arena *a, const char *of, struct err *err)
{
    struct person *all;
    size_t n;

    (void)of;
    if (!store_people(s, a, &all, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        print_person(&all[i]);
    return true;
}

static int list(int argc, char **argv)
{
    const char *db = NULL;
    const struct cli_option options[] = {{"--db", &db, NULL, true}};

    if (!cli_options(argc, argv, options, COUNT(options), LIST_USAGE))
        return CLI_ASKED_WRONGLY;
    return cli_list(db, print_people, NULL);
}

int cli_user(int argc, char **argv)
{
    static const struct cli_word words[] = {
        {"add", add, ADD_USAGE},
        {"list", list, LIST_USAGE},
        {"close", close_one, CLOSE_USAGE},
        {"password", password, PASSWORD_USAGE},
    };

    return cli_words(argc, argv, words, COUNT(words));
}
