/* hash.h - SHA-256 and SM3, and their hexadecimal form. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum { SHA256_SIZE = 32, SHA256_HEX = 65 };

struct sha256 {
    uint8_t bytes[SHA256_SIZE];
};

struct hasher; /* SHA-256 over pieces */

struct sha256 sha256_of(const void *data, size_t size);
struct hasher *hasher_new(void);
void hasher_add(struct hasher *h, const void *data, size_t size);
void hasher_add_text(struct hasher *h,
                     const char *s);         /* length first, so pieces cannot run together */
struct sha256 hasher_done(struct hasher *h); /* frees h */
/* Of a whole file; fails with the path named. */
bool sha256_of_file(const char *path, struct sha256 *out, struct err *err);
const char *sha256_hex(const struct sha256 *h, char out[SHA256_HEX]);

/* From exactly 64 lower-case digits at the start of hex. */
bool sha256_from_hex(const char *hex, struct sha256 *out);

/* SM3 (GB/T 32905), 32 bytes as well. */
struct sha256 sm3_of(const void *data, size_t size);

#endif
