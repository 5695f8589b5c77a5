/* words.h - `sizhi title add …`: commands of two words, and lists read from the register. */
#ifndef CLI_WORDS_H
#define CLI_WORDS_H

#include "store/store.h"

struct cli_word {
    const char *word;
    int (*run)(int argc, char **argv);
    const char *usage;
};

/* Runs the one that argv[1] names; without one all usages are printed.  Gives the exit code. */
int cli_words(int argc, char **argv, const struct cli_word *words, size_t n);

/* Prints something of a register that may be in use.  Gives the exit code. */
typedef bool cli_print(struct store *s, struct arena *a, const char *of, struct err *err);
int cli_list(const char *db, cli_print *print, const char *of);

#endif
