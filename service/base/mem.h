/* mem.h - malloc that never returns NULL, for sizes that were bounded beforehand. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

void *mem_alloc(size_t n, size_t size); /* zeroed; aborts when there is none */
void *mem_resize(void *p, size_t n, size_t size);
char *mem_strdup(const char *s);

/* For a process that stays: pieces of MEM_APART bytes and more are mapped each by itself, and go
 * back to the system when freed.  Left alone, the C library stops doing so once it has seen a large
 * one freed, and what whole layers needed while they were made stays with the process. */
enum { MEM_APART = 1024 * 1024 };
void mem_keep_large_apart(void);
/* Gives what is free among the smaller pieces back to the system; takes milliseconds. */
void mem_give_back(void);

#endif
