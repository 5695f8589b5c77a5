/* diagram.c - `sizhi diagram`: the path of an application as a drawing, from the one table that
 * knows it.  What service/APPLICATIONS.md shows is this, word for word. */
#include "base/mem.h"
#include "cli/commands.h"
#include "cli/options.h"
#include "domain/application_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char USAGE[] = "usage: sizhi diagram [--programme demonstration|pilot|zone|jiangsu]"
                            " [--form mermaid|dot] [--lang en|zh]\n";

static const char *const forms[] = {[DIAGRAM_MERMAID] = "mermaid", [DIAGRAM_DOT] = "dot"};
static const char *const languages[] = {"en", "zh"};

/* -1: it is none of them, and that was said. */
static int choose(const char *option, const char *const *words, int n, const char *given)
{
    for (int i = 0; i < n; i++) {
        if (!given || strcmp(words[i], given) == 0)
            return i;
    }
    fprintf(stderr, "sizhi: %s %s: what is meant is", option, given);
    for (int i = 0; i < n; i++)
        fprintf(stderr, "%s %s", i == 0 ? "" : " or", words[i]);
    fputs("\n", stderr);
    return -1;
}

int cli_diagram(int argc, char **argv)
{
    const char *programme = NULL, *form = NULL, *lang = NULL;
    const char *programmes[PROGRAMMES];
    const struct cli_option options[] = {
        {"--programme", &programme, NULL, false},
        {"--form", &form, NULL, false},
        {"--lang", &lang, NULL, false},
    };

    if (!cli_options(argc, argv, options, COUNT(options), USAGE))
        return CLI_ASKED_WRONGLY;
    for (int i = 0; i < PROGRAMMES; i++)
        programmes[i] = programme_name((enum programme)i);
    int p = choose("--programme", programmes, COUNT(programmes), programme);
    int f = choose("--form", forms, COUNT(forms), form);
    int l = choose("--lang", languages, COUNT(languages), lang);
    if (p < 0 || f < 0 || l < 0)
        return CLI_ASKED_WRONGLY;
    size_t len = application_diagram((enum programme)p, (enum diagram)f, l == 0, NULL, 0);
    char *text = mem_alloc(len + 1, 1);
    application_diagram((enum programme)p, (enum diagram)f, l == 0, text, len + 1);
    fputs(text, stdout);
    free(text);
    return CLI_DONE;
}
