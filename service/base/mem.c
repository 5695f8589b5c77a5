/* mem.c - the one place that decides what happens when memory runs out: stop at once, loudly. */
#include "base/mem.h"

#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void die(void)
{
    static const char text[] = "{\"level\":\"error\",\"event\":\"out-of-memory\"}\n";
    fwrite(text, 1, sizeof text - 1, stderr);
    abort();
}

void *mem_alloc(size_t n, size_t size)
{
    void *p = calloc(n ? n : 1, size ? size : 1);
    if (!p)
        die();
    return p;
}

void *mem_resize(void *p, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size)
        die();
    size_t want = n * size;
    void *q = realloc(p, want > 0 ? want : 1);
    if (!q)
        die();
    return q;
}

char *mem_strdup(const char *s)
{
    size_t size = strlen(s) + 1;
    return memcpy(mem_alloc(size, 1), s, size);
}

void mem_keep_large_apart(void)
{
    mallopt(M_MMAP_THRESHOLD, MEM_APART);
    mallopt(M_TRIM_THRESHOLD, MEM_AT_HAND);
}

void mem_give_back(void)
{
    malloc_trim(0);
}
