/* mem.h - malloc that never returns NULL, for sizes that were bounded beforehand. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

void *mem_alloc(size_t n, size_t size); /* zeroed; aborts when there is none */
void *mem_resize(void *p, size_t n, size_t size);
char *mem_strdup(const char *s);

/* For a process that stays.  Pieces of MEM_APART bytes and more are mapped each by itself and go
 * back to the system when freed; left alone, the C library stops doing so once it has seen a large
 * one freed, and what whole layers took while they were made stays with the process.  Smaller ones
 * stay at hand up to MEM_AT_HAND a thread, or pages made on the spot would ask for them each time.
 */
enum { MEM_APART = 8 * 1024 * 1024, MEM_AT_HAND = 16 * 1024 * 1024 };
void mem_keep_large_apart(void);
/* Gives what is free among the smaller pieces back to the system, also between what is in use. */
void mem_give_back(void);

#endif
