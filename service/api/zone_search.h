/* zone_search.h - a zone by what people type: part of its name, or of its id, which is its name in
 * pinyin: 江宁, jiangning, nanjing jiangning. */
#ifndef API_ZONE_SEARCH_H
#define API_ZONE_SEARCH_H

#include "domain/zone.h"

enum { ZONE_QUERY_MOST = 100 }; /* bytes */

/* How well they meet, 0 best; -1: not at all. */
int zone_search_rank(const struct zone *z, const char *typed);

#endif
