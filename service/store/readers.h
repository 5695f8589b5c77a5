/* readers.h - a few connections that only read, shared by those who answer officers.
 *
 * A connection is held for one question only; who finds none free waits, so nobody takes a second
 * while holding one.  From taking to giving it is in one transaction already (no store_begin): all
 * that is asked sees the same moment.  What takes longer than a few seconds ends with ERR_BUSY. */
#ifndef STORE_READERS_H
#define STORE_READERS_H

#include "store/store.h"

struct readers;

enum { READERS_MOST = 8 };

bool readers_open(struct readers **out, const char *path, unsigned n, struct err *err);
void readers_close(struct readers *r); /* NULL is fine; nobody may hold one any more */
struct store *readers_take(struct readers *r);
void readers_give(struct readers *r, struct store *s);

#endif
