/* verify_draw.c - what differs is printed line by line; what agrees, with the commitment, because a
 * file that was made anew as a whole is told by nothing but a commitment that was noted elsewhere.
 */
#include "cli/verify_draw.h"

#include "base/file.h"
#include "cli/commands.h"
#include "domain/draw_file.h"

#include <stdio.h>
#include <stdlib.h>

enum { LARGEST = 16 * 1024 * 1024 };

static void print_line(void *arg, const char *line)
{
    (void)arg;
    puts(line);
}

static int say(const char *path, const char *text, size_t size, struct arena *a)
{
    struct draw_file f;
    struct err err = {0};

    if (!draw_file_read(a, text, size, &f, &err)) {
        fprintf(stderr, "sizhi: %s: %s\n", path, err.text);
        return CLI_FAILED;
    }
    if (!draw_file_verify(&f, a, print_line, NULL)) {
        puts("differs: this is not the draw that was promised");
        return CLI_FAILED;
    }
    printf("the same: %d institutions, %d inspectors, %d exclusions; %s; commitment %s\n",
           f.told.n_targets, f.told.n_inspectors, f.told.n_exclusions,
           f.seed ? "the seed gives who was drawn" : "no seed yet, nothing is drawn", f.commitment);
    return CLI_DONE;
}

bool verify_draw(const char *path, int *code)
{
    struct arena *a;
    char *text;
    size_t size;
    bool is_one;

    if (!file_read(path, LARGEST, &text, &size, NULL))
        return false; /* too large, or whoever looks next says what is wrong */
    a = arena_new();
    is_one = draw_file_is_one(text, size);
    if (is_one)
        *code = say(path, text, size, a);
    arena_free(a);
    free(text);
    return is_one;
}
