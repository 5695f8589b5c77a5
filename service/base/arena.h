/* arena.h - memory for one request or one load: taken piece by piece, given back at once.
 *
 * Out of memory aborts: whoever takes from an arena has bounded the size beforehand. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a);  /* NULL is fine */
void arena_reset(struct arena *a); /* forgets everything, keeps one block for the next round */

/* Zeroed room for n things of size bytes, aligned for anything. */
void *arena_alloc(struct arena *a, size_t n, size_t size) __attribute__((alloc_size(2, 3), malloc));
char *arena_strdup(struct arena *a, const char *s); /* NULL gives NULL */
char *arena_strndup(struct arena *a, const char *s, size_t len);
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
