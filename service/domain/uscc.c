/* uscc.c - the check is a weighted sum modulo 31, with powers of three for weights. */
#include "domain/uscc.h"

#include <ctype.h>
#include <string.h>

enum { MODULUS = 31, DIVISION_FIRST = 2, DIVISION_LAST = 7 };

static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
_Static_assert(sizeof alphabet == MODULUS + 1, "as many characters as the modulus");

static int value_of(char c)
{
    const char *at = c ? strchr(alphabet, c) : NULL;

    return at ? (int)(at - alphabet) : -1;
}

char uscc_check_character(const char *code)
{
    int sum = 0, weight = 1;

    for (int i = 0; i < USCC_LENGTH - 1; i++) {
        int value = value_of(code[i]);

        if (value < 0)
            return '\0';
        sum += value * weight;
        weight = weight * 3 % MODULUS;
    }
    return alphabet[(MODULUS - sum % MODULUS) % MODULUS];
}

/* The third to eighth character name the division that registered it, and are digits. */
static bool may_stand(const char *code, int i)
{
    if (i >= DIVISION_FIRST && i <= DIVISION_LAST)
        return isdigit((unsigned char)code[i]);
    return value_of(code[i]) >= 0;
}

static int first_wrong(const char *code)
{
    for (int i = 0; i < USCC_LENGTH; i++) {
        if (!may_stand(code, i))
            return i;
    }
    return -1;
}

bool uscc_valid(const char *code)
{
    return strlen(code) == USCC_LENGTH && first_wrong(code) < 0 &&
           uscc_check_character(code) == code[USCC_LENGTH - 1];
}

bool uscc_read(const char *text, const char *field, char out[USCC_TEXT], struct err *err)
{
    size_t begin = strspn(text, " \t"), len = strlen(text + begin);
    int wrong;

    while (len > 0 && strchr(" \t", text[begin + len - 1]))
        len--;
    if (len != USCC_LENGTH)
        return err_say(err, ERR_BAD_BODY, field,
                       "a unified social credit code has %d characters, not %zu",
                       "统一社会信用代码应为 %d 个字符，而不是 %zu 个", (int)USCC_LENGTH, len);
    for (size_t i = 0; i < len; i++)
        out[i] = (char)toupper((unsigned char)text[begin + i]);
    out[len] = '\0';
    wrong = first_wrong(out);
    if (wrong >= 0)
        return err_say(err, ERR_BAD_BODY, field,
                       "the code cannot have what it has as its character %d",
                       "统一社会信用代码第 %d 个字符不合规则", wrong + 1);
    return uscc_check_character(out) == out[USCC_LENGTH - 1] ||
           err_say(err, ERR_BAD_BODY, field,
                   "the last character of the code, its check, does not agree with the others",
                   "统一社会信用代码的校验码（最后一位）与其余各位不符");
}
