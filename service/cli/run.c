/* run.c - from the first word to its command. */
#include "cli/commands.h"

#include "base/mem.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *about;
} commands[] = {
    {"serve", cli_serve, "answer requests from a register"},
    {"load", cli_load, "build or update a register from geodata/"},
    {"check", cli_check, "look for anything that is wrong in a register"},
    {"backup", cli_backup, "copy a register, also while it is served"},
    {"restore", cli_restore, "bring a backup back after checking it"},
    {"title", cli_title, "add, retract or supersede a title, or list them"},
    {"quota", cli_quota, "set how many places a unit has in a round"},
    {"round", cli_round, "open a round, or say anew what is known of it"},
    {"user", cli_user, "open, list or close accounts, or give them another password"},
    {"token", cli_token, "make, list or revoke bearer tokens"},
    {"verify", cli_verify, "prove the chain of what was done, in a register or an export"},
    {"export", cli_export, "write that chain as JSON lines"},
    {"setting", cli_setting, "say how long personal details are kept"},
    {"purge", cli_purge, "take out what is older than that"},
    {"demo", cli_demo, "make a demonstration register, made up from a seed"},
    {"diagram", cli_diagram, "draw the path of an application, for Mermaid or Graphviz"},
};

static void print_usage(FILE *to)
{
    fputs("usage: sizhi COMMAND --db FILE [options]\n\n", to);
    for (size_t i = 0; i < COUNT(commands); i++)
        fprintf(to, "  %-10s %s\n", commands[i].name, commands[i].about);
    fputs("\nsizhi COMMAND --help tells a command's options.\n", to);
}

int cli_run(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : "";

    if (strcmp(word, "--help") == 0 || strcmp(word, "help") == 0) {
        print_usage(stdout);
        return CLI_DONE;
    }
    if (strcmp(word, "--version") == 0) {
        puts("sizhi " SIZHI_VERSION);
        return CLI_DONE;
    }
    for (size_t i = 0; i < COUNT(commands); i++) {
        if (strcmp(commands[i].name, word) == 0)
            return commands[i].run(argc - 1, argv + 1);
    }
    if (*word)
        fprintf(stderr, "sizhi: there is no command '%s'\n\n", word);
    print_usage(stderr);
    return CLI_ASKED_WRONGLY;
}
