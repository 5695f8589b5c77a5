/* words.c - see words.h. */
#include "cli/words.h"

#include "cli/commands.h"

#include <stdio.h>
#include <string.h>

int cli_words(int argc, char **argv, const struct cli_word *words, size_t n)
{
    bool help = argc > 1 && strcmp(argv[1], "--help") == 0;

    for (size_t i = 0; argc > 1 && i < n; i++) {
        if (strcmp(words[i].word, argv[1]) == 0)
            return words[i].run(argc - 1, argv + 1);
    }
    for (size_t i = 0; i < n; i++)
        fputs(words[i].usage, help ? stdout : stderr);
    return help ? CLI_DONE : CLI_ASKED_WRONGLY;
}

int cli_list(const char *db, cli_print *print, const char *of)
{
    struct arena *a = arena_new();
    struct store *s = NULL;
    struct err err = {0};
    bool ok = store_open(&s, db, STORE_READ_MORE, &err) && print(s, a, of, &err);

    store_close(s);
    arena_free(a);
    if (!ok)
        fprintf(stderr, "sizhi: %s\n", err.text);
    return ok ? CLI_DONE : CLI_FAILED;
}
