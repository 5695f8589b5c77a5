/* uscc.h - unified social credit codes (统一社会信用代码, GB 32100): eighteen characters of an
 * alphabet without I, O, S, V and Z, the last of which checks the others. */
#ifndef DOMAIN_USCC_H
#define DOMAIN_USCC_H

#include "base/err.h"

#include <stdbool.h>

enum { USCC_LENGTH = 18, USCC_TEXT = USCC_LENGTH + 1 };

/* As people type it: blanks around it and small letters are put right; refused (ERR_BAD_BODY, the
 * field named) with what is wrong and at which character. */
bool uscc_read(const char *text, const char *field, char out[USCC_TEXT], struct err *err);
/* Exactly as it is to be written. */
bool uscc_valid(const char *code);
/* The eighteenth character of a code of which seventeen are given; '\0' where one of those is not
 * of the alphabet. */
char uscc_check_character(const char *code);

#endif
