/* charset.c - see charset.h.  The conversion is that of the C library. */
#include "base/charset.h"

#include "base/utf8.h"

#include <iconv.h>
#include <string.h>

/* Of GB18030 a byte may become two in UTF-8 at the most: two bytes become three, four become four.
 */
enum { GROWS = 2 };

static bool no_text(struct err *err)
{
    return err_say(
        err, ERR_BAD_BODY, NULL,
        "the file is neither UTF-8 nor GB18030: save it as CSV UTF-8 and hand it in again",
        "文件既不是 UTF-8 也不是 GB18030 编码：请另存为“CSV UTF-8”后重新提交");
}

static bool from_gb18030(struct arena *a, struct bytes in, struct bytes *out, struct err *err)
{
    char *text = arena_alloc(a, GROWS * in.size + 1, 1), *to = text;
    char *from =
        arena_strndup(a, in.at, in.size); /* iconv takes what it does not change as char * */
    size_t left = in.size, room = GROWS * in.size;
    iconv_t cd = iconv_open("UTF-8", "GB18030");
    size_t rc;

    if (cd ==
        (iconv_t)-1) /* NOLINT(performance-no-int-to-ptr): the library's own word for failure */
        return err_say(err, ERR_BAD_BODY, NULL,
                       "the file is not UTF-8, and this machine reads nothing else",
                       "文件不是 UTF-8 编码，本机无法转换其他编码");
    rc = iconv(cd, &from, &left, &to, &room);
    iconv_close(cd);
    *out = (struct bytes){text, (size_t)(to - text)};
    return (rc != (size_t)-1 && left == 0 && utf8_valid(text, out->size)) || no_text(err);
}

bool charset_read(struct arena *a, struct bytes in, struct bytes *out, const char **encoding,
                  struct err *err)
{
    const unsigned char *at = (const unsigned char *)in.at;

    *out = in;
    *encoding = "UTF-8";
    if (in.size >= 4 && memcmp(at, "PK\x03\x04", 4) == 0)
        return err_say(err, ERR_BAD_BODY, NULL,
                       "this is a spreadsheet or an archive: save the sheet as CSV UTF-8",
                       "这是电子表格或压缩包：请将工作表另存为“CSV UTF-8”");
    if (in.size >= 2 && ((at[0] == 0xFF && at[1] == 0xFE) || (at[0] == 0xFE && at[1] == 0xFF)))
        return err_say(err, ERR_BAD_BODY, NULL, "the file is UTF-16: save it as CSV UTF-8",
                       "文件为 UTF-16 编码：请另存为“CSV UTF-8”");
    if (in.size == 0 || utf8_valid(in.at, in.size))
        return true;
    if (memchr(at, 0, in.size))
        return no_text(err);
    *encoding = "GB18030";
    return from_gb18030(a, in, out, err);
}
