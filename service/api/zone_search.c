/* zone_search.c - zones are a few hundred at most, so each is looked at every time.
 *
 * The id is made of pinyin with hyphens between the words; spaces, hyphens and apostrophes do not
 * count, and a match within the id begins where a word begins. */
#include "api/zone_search.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { RANK_NAME, RANK_NAME_BEGINS, RANK_ID_BEGINS, RANK_NAME_CONTAINS, RANK_ID_CONTAINS };

static bool is_joint(char c)
{
    return c == ' ' || c == '-' || c == '\'';
}

/* Does the id from here begin with the letters typed? */
static bool begins(const char *id, const char *typed)
{
    for (;; id++, typed++) {
        while (is_joint(*typed))
            typed++;
        while (is_joint(*id))
            id++;
        if (!*typed)
            return true;
        unsigned char c = (unsigned char)*typed;
        if (c >= 'A' && c <= 'Z')
            c |= 0x20;
        if ((unsigned char)*id != c)
            return false;
    }
}

int zone_search_rank(const struct zone *z, const char *typed)
{
    char text[ZONE_QUERY_MOST + 1];
    size_t n;

    while (*typed == ' ')
        typed++;
    n = strlen(typed);
    while (n > 0 && typed[n - 1] == ' ')
        n--;
    if (n == 0 || n >= sizeof text)
        return -1;
    memcpy(text, typed, n);
    text[n] = '\0';
    if (strcmp(z->name, text) == 0)
        return RANK_NAME;
    if (strncmp(z->name, text, n) == 0)
        return RANK_NAME_BEGINS;
    if (strstr(z->name, text))
        return RANK_NAME_CONTAINS;
    for (const char *p = z->id; *p; p++) {
        if ((p == z->id || p[-1] == '-') && begins(p, text))
            return p == z->id ? RANK_ID_BEGINS : RANK_ID_CONTAINS;
    }
    return -1;
}
