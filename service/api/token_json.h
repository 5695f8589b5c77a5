/* token_json.h - a list of tokens as an answer: what became of each, never the token. */
#ifndef API_TOKEN_JSON_H
#define API_TOKEN_JSON_H

#include "api/page.h"
#include "http/reply.h"
#include "store/people.h"

void reply_tokens(struct reply *rp, const struct token_row *rows, size_t n,
                  const struct page *page);

#endif
