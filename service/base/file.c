/* file.c - reads regular files only: a pipe or a device has no size to check beforehand. */
#include "base/file.h"

#include "base/mem.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool file_read(const char *path, size_t max_size, char **data, size_t *size, struct err *err)
{
    struct stat st;
    FILE *f = fopen(path, "rb");

    *data = NULL;
    if (!f)
        return err_set(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_INTERNAL, "%s: %s", path,
                       strerror(errno));
    if (fstat(fileno(f), &st) != 0 || !S_ISREG(st.st_mode)) {
        fclose(f);
        return err_set(err, ERR_BAD_BODY, "%s: is not a regular file", path);
    }
    if ((size_t)st.st_size > max_size) {
        fclose(f);
        return err_set(err, ERR_TOO_LARGE, "%s: has %lld bytes, at most %zu are read", path,
                       (long long)st.st_size, max_size);
    }
    char *text = mem_alloc((size_t)st.st_size + 1, 1);
    size_t n = fread(text, 1, (size_t)st.st_size, f);
    bool failed = ferror(f) != 0;
    fclose(f);
    if (failed || n != (size_t)st.st_size) {
        free(text);
        return err_set(err, ERR_INTERNAL, "%s: cannot be read to its end", path);
    }
    *data = text;
    *size = n;
    return true;
}
