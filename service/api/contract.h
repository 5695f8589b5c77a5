/* contract.h - the OpenAPI documents the service hands out.
 *
 * The public reads stand in contract/v1.json; each area of the evaluation has a file of its own
 * under contract/v1/ with {"paths", "schemas"} (and "parameters", "responses", "tags" where it
 * needs some), put into the same document at start. */
#ifndef API_CONTRACT_H
#define API_CONTRACT_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>

/* As it is compiled in; no bytes when there is none of that name. */
struct bytes contract_file(const char *name);
/* Everything under /api/v1 in one document.  Fails where two files say the same thing. */
bool contract_make(struct buf *out, struct err *err);

#endif
