/* intake_zip.c - the .shp and the .prj out of a zip in memory, through libzip.
 *
 * What an entry says of its size is not believed: no more is unpacked than is allowed, whatever
 * comes.  Names are only compared, never used as paths. */
#include "geo/intake_shapefile.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zip.h>

enum { MOST_ENTRIES = 200, PRJ_MOST = 16384 };

struct archive {
    zip_t *zip;
    size_t left; /* bytes that may still be unpacked */
};

static bool refuse(struct err *err, const char *en, const char *zh)
{
    return err_say(err, ERR_BAD_BODY, "shape", "the zip cannot be used: %s%.0s",
                   "压缩包无法使用：%.0s%s", en, zh);
}

static bool open_archive(struct archive *z, struct bytes body, struct err *err)
{
    zip_error_t why;
    zip_source_t *source;

    zip_error_init(&why);
    source = zip_source_buffer_create(body.at, body.size, 0, &why);
    z->zip = source ? zip_open_from_source(source, ZIP_RDONLY, &why) : NULL;
    if (source && !z->zip)
        zip_source_free(source);
    zip_error_fini(&why);
    if (!z->zip)
        return refuse(err, "it is not a zip, or it is damaged", "不是 zip 文件或已损坏");
    if (zip_get_num_entries(z->zip, 0) > MOST_ENTRIES)
        return refuse(err, "it has more than 200 entries", "条目超过 200 个");
    return true;
}

static bool ends_with(const char *name, const char *ending)
{
    size_t len = strlen(name), n = strlen(ending);

    return len > n && strcasecmp(name + len - n, ending) == 0;
}

/* Some programs put a shadow beside each file: "__MACOSX/._x.shp". */
static bool is_shadow(const char *name)
{
    const char *base = strrchr(name, '/');

    return strncmp(name, "__MACOSX/", 9) == 0 || strncmp(base ? base + 1 : name, "._", 2) == 0;
}

/* The one entry with that ending; -1: there is none, -2: there are several. */
static zip_int64_t find_one(const struct archive *z, const char *ending)
{
    zip_int64_t n = zip_get_num_entries(z->zip, 0), found = -1;

    for (zip_int64_t i = 0; i < n; i++) {
        const char *name = zip_get_name(z->zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW);
        if (!name || is_shadow(name) || !ends_with(name, ending))
            continue;
        if (found >= 0)
            return -2;
        found = i;
    }
    return found;
}

/* The entry with the other's name up to the ending. */
static zip_int64_t find_beside(const struct archive *z, zip_int64_t at, const char *ending)
{
    const char *of = zip_get_name(z->zip, (zip_uint64_t)at, ZIP_FL_ENC_RAW);
    zip_int64_t n = zip_get_num_entries(z->zip, 0);
    size_t stem = strlen(of) - strlen(ending);

    for (zip_int64_t i = 0; i < n; i++) {
        const char *name = zip_get_name(z->zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW);
        if (name && strlen(name) == strlen(of) && strncmp(name, of, stem) == 0 &&
            ends_with(name, ending))
            return i;
    }
    return -1;
}

static bool check_entry(struct archive *z, zip_int64_t at, struct err *err)
{
    zip_stat_t st;

    if (zip_stat_index(z->zip, (zip_uint64_t)at, 0, &st) != 0)
        return refuse(err, "an entry cannot be read", "条目无法读取");
    if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) && st.encryption_method != ZIP_EM_NONE)
        return refuse(err, "it is encrypted; hand it in without a password",
                      "已加密，请提交不带密码的压缩包");
    if ((st.valid & ZIP_STAT_COMP_METHOD) && st.comp_method != ZIP_CM_STORE &&
        st.comp_method != ZIP_CM_DEFLATE)
        return refuse(err, "it is packed in an unusual way; use plain zip",
                      "压缩方式不常见，请使用普通 zip");
    return true;
}

static bool read_entry(struct archive *z, zip_int64_t at, size_t most, struct buf *out,
                       struct err *err)
{
    enum { PIECE = 65536 };
    zip_file_t *file;
    zip_int64_t got = 0;

    if (!check_entry(z, at, err))
        return false;
    file = zip_fopen_index(z->zip, (zip_uint64_t)at, 0);
    if (!file)
        return refuse(err, "an entry cannot be read", "条目无法读取");
    most = most < z->left ? most : z->left;
    do {
        buf_reserve(out, PIECE);
        got = zip_fread(file, out->data + out->len, PIECE);
        if (got > 0)
            out->len += (size_t)got;
    } while (got > 0 && out->len <= most);
    bool whole = zip_fclose(file) == 0 && got == 0;
    if (out->len > most)
        return err_say(err, ERR_TOO_LARGE, "shape",
                       "the zip unpacks to more than %zu bytes; hand in a smaller one",
                       "压缩包解压后超过 %zu 字节，请提交较小的文件", most);
    z->left -= out->len;
    return whole || refuse(err, "an entry is damaged", "条目已损坏");
}

static bool settle_crs(struct archive *z, zip_int64_t shp, const struct intake_crs *said,
                       struct intake_crs *out, struct err *err)
{
    zip_int64_t at = find_beside(z, shp, ".prj");
    struct intake_crs in_file;
    struct buf prj = {0};
    char text[64];

    *out = *said;
    if (at < 0 && said->kind == INTAKE_CRS_UNSAID)
        return err_say(err, ERR_BAD_BODY, "crs",
                       "the Shapefile has no .prj; say in which reference system it is",
                       "Shapefile 没有 .prj，请指明坐标系");
    if (at < 0)
        return true;
    bool ok = read_entry(z, at, PRJ_MOST, &prj, err) &&
              intake_prj((struct bytes){prj.data, prj.len}, &in_file, err);
    if (ok && !intake_crs_agree(said, &in_file, out))
        ok = err_say(err, ERR_BAD_BODY, "crs",
                     "the .prj says %s, which contradicts the reference system that was given",
                     ".prj 所载坐标系为 %s，与所给坐标系不符", intake_crs_text(&in_file, text));
    buf_free(&prj);
    return ok;
}

bool intake_shapefile(struct bytes body, const struct intake_crs *said, struct draft *d,
                      struct err *err)
{
    struct archive z = {.left = d->limits->max_unpacked};
    struct intake_crs crs;
    struct buf shp = {0};
    bool ok = false;

    if (!open_archive(&z, body, err))
        goto done;
    zip_int64_t at = find_one(&z, ".shp");
    if (at < 0) {
        if (at == -1)
            refuse(err, "there is no .shp in it", "其中没有 .shp");
        else
            refuse(err, "there is more than one .shp in it", "其中有多个 .shp");
        goto done;
    }
    ok = settle_crs(&z, at, said, &crs, err) && intake_frame_open(&d->frame, &crs, err) &&
         read_entry(&z, at, z.left, &shp, err) &&
         intake_shp((struct bytes){shp.data, shp.len}, d, err);

done:
    buf_free(&shp);
    if (z.zip)
        zip_discard(z.zip);
    return ok;
}
