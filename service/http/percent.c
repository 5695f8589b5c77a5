/* percent.c - decoding of addresses, ours and not libmicrohttpd's: that one lets broken escapes
 * pass as they are and cuts the text at %00. */
#include "http/percent.h"

#include "base/utf8.h"

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool percent_decode(struct arena *arena, const char *s, size_t len, bool plus_is_space,
                    const char **out, struct err *err)
{
    char *text = arena_alloc(arena, len + 1, 1);
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        char c = s[i];
        if ((unsigned char)c <= ' ' || c == 0x7F)
            return err_say(err, ERR_BAD_REQUEST, NULL,
                           "the address holds a blank or a control character; write it as %%XX",
                           "地址含有空格或控制字符，应写作 %%XX");
        if (c == '+' && plus_is_space) {
            c = ' ';
        } else if (c == '%') {
            int high = len - i > 2 ? hex_digit(s[i + 1]) : -1;
            int low = len - i > 2 ? hex_digit(s[i + 2]) : -1;
            if (high < 0 || low < 0)
                return err_say(err, ERR_BAD_REQUEST, NULL,
                               "the address has a '%%' that two hexadecimal digits do not follow",
                               "地址中的“%%”之后不是两位十六进制数字");
            c = (char)(high * 16 + low);
            i += 2;
        }
        text[n++] = c;
    }
    if (!utf8_valid(text, n)) /* NUL is refused there, too */
        return err_say(err, ERR_BAD_REQUEST, NULL,
                       "the address holds NUL or bytes that are not UTF-8",
                       "地址含有空字符或非 UTF-8 字节");
    *out = text;
    return true;
}
