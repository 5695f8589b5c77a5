/* place_name.h - the name people say: 海淀 for 海淀区, 恩施 for 恩施土家族苗族自治州. */
#ifndef DOMAIN_PLACE_NAME_H
#define DOMAIN_PLACE_NAME_H

#include <stddef.h>

/* How many bytes of the full name make the short one; never less than two characters. */
size_t place_short_length(const char *name);

#endif
