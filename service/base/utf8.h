/* utf8.h - is this text what it says it is? */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Well-formed UTF-8 without NUL, surrogates or overlong forms. */
bool utf8_valid(const char *s, size_t len);
/* Bytes of the character at s (1 to 4), its value in *cp; 0 when it is not well-formed. */
size_t utf8_next(const char *s, size_t len, uint32_t *cp);

#endif
