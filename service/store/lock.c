/* lock.c - flock on FILE.lock; the number of the holder is written inside for people to read.
 *
 * flock, not a POSIX record lock: those are dropped when any descriptor of the file is closed. */
#include "store/lock.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static bool fail_held(const char *path, int fd, struct err *err)
{
    char pid[16] = "";
    ssize_t n = pread(fd, pid, sizeof pid - 1, 0);

    pid[n > 0 ? n : 0] = '\0';
    pid[strspn(pid, "0123456789")] = '\0';
    return err_say(
        err, ERR_BUSY, NULL,
        "%1$s is in use: process %2$s is writing to it (the service, or another command); "
        "ask the running service, or stop it first",
        "%1$s 正在使用：进程 %2$s 正在写入（服务或其他命令）；请通过运行中的服务操作，或先停止它",
        path, pid[0] ? pid : "?");
}

static bool write_pid(int fd)
{
    char pid[16];
    int n = snprintf(pid, sizeof pid, "%ld\n", (long)getpid());

    return ftruncate(fd, 0) == 0 && pwrite(fd, pid, (size_t)n, 0) == n;
}

bool lock_take(const char *path, int *fd, struct err *err)
{
    char *name = mem_alloc(strlen(path) + sizeof ".lock", 1);
    bool ok = false;
    int got;

    *fd = -1;
    sprintf(name, "%s.lock", path);
    got = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (got < 0)
        err_set(err, ERR_INTERNAL, "%s cannot be made: %s", name, strerror(errno));
    else if (flock(got, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        fail_held(path, got, err);
    else if (flock(got, LOCK_EX | LOCK_NB) != 0 || !write_pid(got))
        err_set(err, errno == ENOSPC ? ERR_STORAGE_FULL : ERR_INTERNAL, "%s cannot be locked: %s",
                name, strerror(errno));
    else
        ok = true;
    free(name);
    if (ok)
        *fd = got;
    else if (got >= 0)
        close(got);
    return ok;
}

void lock_give(int fd)
{
    if (fd >= 0)
        close(fd);
}
