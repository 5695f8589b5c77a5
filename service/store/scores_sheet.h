/* scores_sheet.h - the digest that binds an expert to a sheet before anybody may see it. */
#ifndef STORE_SCORES_SHEET_H
#define STORE_SCORES_SHEET_H

#include "base/date.h"
#include "base/hash.h"

struct score_sheet {
    int64_t application, person;
    unsigned char salt[16];
    moment_t at;
};

struct hasher *sheet_digest_begin(const struct score_sheet *sheet);
/* Its scores, in the order of the tree. */
void sheet_digest_add(struct hasher *h, const char *code, int value, const char *note);

#endif
