/* secret.h - passwords, random tokens, and comparing without telling by time.
 *
 * A password takes about 70 ms and 64 MiB; no more than two are worked out at once, whoever asks,
 * and no more than a few wait. */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include "base/err.h"
#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    PASSWORD_STORED = 128,
    PASSWORD_LEAST = 12, /* characters */
    PASSWORD_MOST = 256, /* bytes */
    TOKEN_TEXT = 44,     /* 32 random bytes in unpadded URL-safe base64, and the NUL */
};

/* Long enough, of valid UTF-8, and not one of those tried first; says what is wrong. */
bool password_fits(const char *password, struct err *err);
/* Does not hold the account's own name. */
bool password_fits_name(const char *password, const char *name, struct err *err);
/* argon2id.  ERR_BUSY when too many wait. */
bool password_store(const char *password, char out[PASSWORD_STORED], struct err *err);
/* stored NULL: takes as long as one that is there, and *same is false. */
bool password_check(const char *stored, const char *password, bool *same, struct err *err);

void token_make(char out[TOKEN_TEXT]);
/* What is kept of one. */
struct sha256 token_digest(const char *token);
bool secret_same(const void *a, const void *b, size_t size);
void secret_random(void *out, size_t size);
void secret_wipe(void *at, size_t size);

#endif
