/* place_known.h - what the division table says about one code, without its shape. */
#ifndef STORE_PLACE_KNOWN_H
#define STORE_PLACE_KNOWN_H

#include "base/arena.h"
#include "base/err.h"
#include "domain/place.h"
#include "store/store.h"

struct place_known {
    const char *name;       /* NULL: there is no such place */
    const char *successor;  /* then: the code that replaced it, or NULL */
    const char *prefecture; /* code of the prefecture it lies in, or is; NULL: of none */
    enum place_kind kind;
};

bool store_place_known(struct store *s, struct arena *a, const char *code, struct place_known *out,
                       struct err *err);
/* The code by its name, where it is not good: "there is no place 110999", and what became of it. */
const char *place_missing_text(const struct place_known *p, const char *code, struct arena *a,
                               bool english);

#endif
