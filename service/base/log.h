/* log.h - what the operator reads: one JSON line an event on standard error.
 *
 * Lines are whole even with many threads.  Request lines go through a buffer that a thread of the
 * log empties several times a second; log_stop() empties it for the last time. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/buf.h"

void log_info(const char *event, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void log_error(const char *event, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* One ready JSON line without its newline. */
void log_line(const char *line, size_t len);
void log_start(void); /* begins buffering; without it every line is written at once */
void log_stop(void);

#endif
