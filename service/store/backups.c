/* backups.c - the names are those that scripts/backup gives: sizhi-MOMENT.sqlite, and FAILED while
 * the last try has failed. */
#include "store/backups.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static moment_t changed(const struct stat *st)
{
    return (moment_t)st->st_mtim.tv_sec * 1000 + st->st_mtim.tv_nsec / 1000000;
}

static bool is_backup(const char *name)
{
    static const char before[] = "sizhi-", after[] = ".sqlite";
    size_t len = strlen(name), most = sizeof before - 1 + sizeof after - 1;

    return len > most && strncmp(name, before, sizeof before - 1) == 0 &&
           strcmp(name + len - (sizeof after - 1), after) == 0;
}

static void look_at(const char *folder, const char *name, struct arena *a, struct backups *out)
{
    struct stat st;

    if (stat(arena_printf(a, "%s/%s", folder, name), &st) != 0)
        return; /* taken away meanwhile */
    if (strcmp(name, "FAILED") == 0) {
        out->failed = changed(&st);
        return;
    }
    if (!is_backup(name) || !S_ISREG(st.st_mode))
        return;
    out->n++;
    if (out->name && changed(&st) <= out->at)
        return;
    out->name = arena_printf(a, "%s", name);
    out->bytes = st.st_size;
    out->at = changed(&st);
}

bool store_backups(const char *folder, struct arena *a, struct backups *out, struct err *err)
{
    DIR *dir = opendir(folder);

    *out = (struct backups){.at = MOMENT_NONE, .failed = MOMENT_NONE};
    if (!dir)
        return err_set(err, ERR_INTERNAL, "%s: %s", folder, strerror(errno));
    for (const struct dirent *e = readdir(dir); e; e = readdir(dir))
        look_at(folder, e->d_name, a, out);
    closedir(dir);
    return true;
}

bool store_register_size(const char *path, struct arena *a, struct register_size *out,
                         struct err *err)
{
    struct stat st;

    *out = (struct register_size){0};
    if (stat(path, &st) != 0)
        return err_set(err, ERR_INTERNAL, "%s: %s", path, strerror(errno));
    out->file = st.st_size;
    if (stat(arena_printf(a, "%s-wal", path), &st) == 0)
        out->log = st.st_size;
    return true;
}
