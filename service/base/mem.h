/* mem.h - malloc that never returns NULL, for sizes that were bounded beforehand. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

void *mem_alloc(size_t n, size_t size); /* zeroed; aborts when there is none */
void *mem_resize(void *p, size_t n, size_t size);
char *mem_strdup(const char *s);

#endif
