/* arena.c - blocks in a chain; the first block is kept when the arena is reset, so that a worker
 * that answers small requests all day asks malloc for nothing.
 *
 * Under AddressSanitizer what is not handed out is poisoned, so an overrun inside an arena is seen.
 */
#include "base/arena.h"

#include "base/mem.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define HAVE_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAVE_ASAN 1
#endif
#endif
#ifdef HAVE_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION(p, n)
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION(p, n)
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

enum { ALIGN = 16, FIRST_BLOCK = 16 * 1024, BLOCK = 64 * 1024 };

struct block {
    struct block *next; /* older */
    size_t size, used;
    _Alignas(ALIGN) unsigned char data[];
};

struct arena {
    struct block *newest;
};

static struct block *block_new(size_t size, struct block *next)
{
    struct block *b = malloc(sizeof *b + size);
    if (!b)
        b = mem_alloc(SIZE_MAX / 2, 1); /* says so and aborts */
    b->next = next;
    b->size = size;
    b->used = 0;
    POISON(b->data, size);
    return b;
}

static void block_free(struct block *b)
{
    UNPOISON(b->data, b->size);
    free(b);
}

struct arena *arena_new(void)
{
    struct arena *a = mem_alloc(1, sizeof *a);
    a->newest = block_new(FIRST_BLOCK, NULL);
    return a;
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    while (a->newest) {
        struct block *next = a->newest->next;
        block_free(a->newest);
        a->newest = next;
    }
    free(a);
}

void arena_reset(struct arena *a)
{
    while (a->newest->next) {
        struct block *next = a->newest->next;
        block_free(a->newest);
        a->newest = next;
    }
    a->newest->used = 0;
    POISON(a->newest->data, a->newest->size);
}

void *arena_alloc(struct arena *a, size_t n, size_t size)
{
    assert(size == 0 || n < SIZE_MAX / 2 / size);
    size_t want = (n * size + ALIGN - 1) / ALIGN * ALIGN;
    if (want == 0)
        want = ALIGN;
    struct block *b = a->newest;

    if (b->size - b->used < want) {
        size_t room = want > BLOCK / 4 ? want : BLOCK;
        if (want > BLOCK / 4) {
            /* A large piece gets a block of its own, behind the one still being filled. */
            struct block *own = block_new(room, b->next);
            b->next = own;
            b = own;
        } else {
            b = a->newest = block_new(room, b);
        }
    }
    void *p = b->data + b->used;
    b->used += want;
    UNPOISON(p, want);
    memset(p, 0, n * size);
    return p;
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
    char *copy = arena_alloc(a, len + 1, 1);
    memcpy(copy, s, len);
    return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    int len = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    assert(len >= 0);
    char *s = arena_alloc(a, (size_t)len + 1, 1);
    va_start(args, fmt);
    vsnprintf(s, (size_t)len + 1, fmt, args);
    va_end(args);
    return s;
}
