/* load_leftovers.c - best effort: what cannot be removed now is looked at by the next load. */
#include "cli/load_leftovers.h"

#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char MARK[] = ".staged-";

/* The process that made the file, 0 when the name is not one of ours. */
static long maker_of(const char *name, const char *base)
{
    size_t len = strlen(base);
    char *end;
    long pid;

    if (strncmp(name, base, len) != 0 || strncmp(name + len, MARK, strlen(MARK)) != 0)
        return 0;
    pid = strtol(name + len + strlen(MARK), &end, 10);
    return *end == '\0' && pid > 0 ? pid : 0;
}

void load_leftovers_remove(const char *db)
{
    char *folder = mem_strdup(db), *slash = strrchr(folder, '/');
    const char *base = slash ? db + (slash - folder) + 1 : db;
    struct dirent *entry;
    DIR *dir;

    if (slash)
        slash[slash == folder ? 1 : 0] = '\0';
    dir = opendir(slash ? folder : ".");
    while (dir && (entry = readdir(dir)) != NULL) {
        long pid = maker_of(entry->d_name, base);

        if (pid && pid != getpid() && kill((pid_t)pid, 0) != 0 && errno == ESRCH)
            unlinkat(dirfd(dir), entry->d_name, 0);
    }
    if (dir)
        closedir(dir);
    free(folder);
}
