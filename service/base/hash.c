/* hash.c - SHA-256 from libsodium, SM3 from libcrypto. */
#include "base/hash.h"

#include "base/mem.h"

#include <assert.h>
#include <errno.h>
#include <openssl/evp.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct hasher {
    crypto_hash_sha256_state state;
};

struct sha256 sha256_of(const void *data, size_t size)
{
    struct sha256 h;
    crypto_hash_sha256(h.bytes, data, size);
    return h;
}

struct hasher *hasher_new(void)
{
    struct hasher *h = mem_alloc(1, sizeof *h);
    crypto_hash_sha256_init(&h->state);
    return h;
}

void hasher_add(struct hasher *h, const void *data, size_t size)
{
    crypto_hash_sha256_update(&h->state, data, size);
}

void hasher_add_text(struct hasher *h, const char *s)
{
    uint64_t len = s ? strlen(s) : UINT64_MAX; /* NULL is not "" */
    uint8_t head[8];

    for (int i = 0; i < 8; i++)
        head[i] = (uint8_t)(len >> (8 * i));
    hasher_add(h, head, sizeof head);
    if (s)
        hasher_add(h, s, strlen(s));
}

struct sha256 hasher_done(struct hasher *h)
{
    struct sha256 out;
    crypto_hash_sha256_final(&h->state, out.bytes);
    free(h);
    return out;
}

bool sha256_of_file(const char *path, struct sha256 *out, struct err *err)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return err_set(err, ERR_NOT_FOUND, "%s: %s", path, strerror(errno));
    struct hasher *h = hasher_new();
    char piece[65536];
    size_t n;

    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        hasher_add(h, piece, n);
    bool ok = !ferror(f);
    fclose(f);
    *out = hasher_done(h);
    return ok || err_set(err, ERR_INTERNAL, "%s: cannot be read to its end", path);
}

const char *sha256_hex(const struct sha256 *h, char out[SHA256_HEX])
{
    return sodium_bin2hex(out, SHA256_HEX, h->bytes, sizeof h->bytes);
}

static bool hex_digit(char c, uint8_t *out)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c ? strchr(digits, c) : NULL;

    if (at)
        *out = (uint8_t)(at - digits);
    return at != NULL;
}

bool sha256_from_hex(const char *hex, struct sha256 *out)
{
    uint8_t high, low;

    for (size_t i = 0; i < sizeof out->bytes; i++) {
        if (!hex_digit(hex[2 * i], &high) || !hex_digit(hex[2 * i + 1], &low))
            return false;
        out->bytes[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

struct sha256 sm3_of(const void *data, size_t size)
{
    struct sha256 out;
    unsigned len = 0;
    int ok = EVP_Digest(data, size, out.bytes, &len, EVP_sm3(), NULL);
    assert(ok == 1 && len == sizeof out.bytes);
    (void)ok;
    return out;
}
