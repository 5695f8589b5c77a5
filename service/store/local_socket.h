/* local_socket.h - FILE.sock and lines over it, for both ends of control.h. */
#ifndef STORE_LOCAL_SOCKET_H
#define STORE_LOCAL_SOCKET_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Descriptors, or -1 with err. The listening one is made with mode 0600. */
int local_listen(const char *register_path, struct err *err);
int local_connect(const char *register_path, struct err *err);
void local_remove(const char *register_path);

/* Everything, or false when the other side has gone or took longer than ms. */
bool local_send(int fd, const char *data, size_t len, int ms);

enum local_read { LOCAL_LINE, LOCAL_CLOSED, LOCAL_TOO_LONG, LOCAL_TOO_SLOW, LOCAL_WOKEN };
/* The next line without its end, NUL-terminated, within ms of now.  pending keeps what came after
 * it. wake: another descriptor that ends the waiting when it becomes readable, -1 for none. */
enum local_read local_read_line(int fd, int wake, struct buf *pending, struct buf *line, size_t max,
                                int ms);
/* Closes fd once the other side has, or after ms: closing over unread bytes would take the answer
 * away from under the reader. */
void local_finish(int fd, int wake, int ms);

#endif
