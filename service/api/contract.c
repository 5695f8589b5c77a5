/* contract.c - putting the pieces together.  What is written twice is a mistake of ours, found at
 * start: the later one would silently stand for both. */
#include "api/contract.h"

#include "base/mem.h"
#include "contracts.h"
#include "contracts_v1.h"

#include <cJSON.h>
#include <string.h>

/* What of a piece goes under "components" of the whole. */
static const char *const shared[] = {"schemas", "parameters", "responses"};

struct bytes contract_file(const char *name)
{
    for (size_t i = 0; i < n_contracts; i++) {
        if (strcmp(contracts[i].name, name) == 0)
            return (struct bytes){contracts[i].text, contracts[i].size};
    }
    return (struct bytes){NULL, 0};
}

/* Moves the members of from into to. */
static bool move_members(cJSON *to, cJSON *from, const char *what, const char *file,
                         struct err *err)
{
    cJSON *m;

    while (from && (m = from->child) != NULL) {
        if (cJSON_HasObjectItem(to, m->string))
            return err_set(err, ERR_INTERNAL, "contract/v1/%s: %s %s is written twice", file, what,
                           m->string);
        cJSON_DetachItemViaPointer(from, m);
        cJSON_AddItemToObject(to, m->string, m);
    }
    return true;
}

/* Two pieces may share a path, each with methods of its own. */
static bool move_paths(cJSON *to, cJSON *from, const char *file, struct err *err)
{
    cJSON *m;

    while (from && (m = from->child) != NULL) {
        cJSON *there = cJSON_GetObjectItemCaseSensitive(to, m->string);

        cJSON_DetachItemViaPointer(from, m);
        if (!there) {
            cJSON_AddItemToObject(to, m->string, m);
            continue;
        }
        bool ok = move_members(there, m, m->string, file, err);
        cJSON_Delete(m);
        if (!ok)
            return false;
    }
    return true;
}

static bool is_known(const cJSON *piece, const char *file, struct err *err)
{
    for (const cJSON *m = piece->child; m; m = m->next) {
        bool known = strcmp(m->string, "paths") == 0 || strcmp(m->string, "tags") == 0;

        for (size_t i = 0; i < COUNT(shared); i++)
            known = known || strcmp(m->string, shared[i]) == 0;
        if (!known)
            return err_set(err, ERR_INTERNAL, "contract/v1/%s: nobody knows what %s is", file,
                           m->string);
    }
    return true;
}

static bool add_piece(cJSON *whole, cJSON *piece, const char *file, struct err *err)
{
    cJSON *tags = cJSON_GetObjectItemCaseSensitive(piece, "tags");
    cJSON *components = cJSON_GetObjectItemCaseSensitive(whole, "components"), *tag;

    if (!is_known(piece, file, err) ||
        !move_paths(cJSON_GetObjectItemCaseSensitive(whole, "paths"),
                    cJSON_GetObjectItemCaseSensitive(piece, "paths"), file, err))
        return false;
    while (tags && (tag = cJSON_DetachItemFromArray(tags, 0)) != NULL)
        cJSON_AddItemToArray(cJSON_GetObjectItemCaseSensitive(whole, "tags"), tag);
    for (size_t i = 0; i < COUNT(shared); i++) {
        if (!move_members(cJSON_GetObjectItemCaseSensitive(components, shared[i]),
                          cJSON_GetObjectItemCaseSensitive(piece, shared[i]), shared[i], file, err))
            return false;
    }
    return true;
}

bool contract_make(struct buf *out, struct err *err)
{
    struct bytes base = contract_file("v1.json");
    cJSON *whole = cJSON_ParseWithLength(base.at, base.size);
    bool ok = whole || err_set(err, ERR_INTERNAL, "contract/v1.json is no JSON");

    for (size_t i = 0; ok && i < n_contracts_v1; i++) {
        cJSON *piece = cJSON_ParseWithLength(contracts_v1[i].text, contracts_v1[i].size);

        ok = cJSON_IsObject(piece) ? add_piece(whole, piece, contracts_v1[i].name, err)
                                   : err_set(err, ERR_INTERNAL, "contract/v1/%s is no JSON object",
                                             contracts_v1[i].name);
        cJSON_Delete(piece);
    }
    char *text = ok ? cJSON_PrintUnformatted(whole) : NULL;
    if (text)
        buf_puts(out, text);
    cJSON_free(text);
    cJSON_Delete(whole);
    return ok;
}
