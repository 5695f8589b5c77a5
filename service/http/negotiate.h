/* negotiate.h - what the Accept headers ask for. */
#ifndef HTTP_NEGOTIATE_H
#define HTTP_NEGOTIATE_H

#include "http/reply.h"
#include "http/request.h"

/* Thousandths, as the q values of a header give them for `name`; the most exact entry counts.
 * -1 when no entry speaks of it.  A media type is met by itself, by its
 * major type with a star, and by two stars; elsewhere one star meets all. */
int negotiate_quality(const char *header, const char *name);

/* lang= first ("zh…", "en…"), then Accept-Language; Chinese unless English is preferred. */
enum lang negotiate_lang(const char *lang_parameter, const char *accept_language);

/* The best of the encodings for which has[] is true; identity is always there.  At equal quality
 * br comes before gzip before identity. */
enum encoding negotiate_encoding(const char *accept_encoding, const bool has[ENCODINGS]);

/* Does a list of entity tags hold this one, by the weak comparison? */
bool negotiate_etag_matches(const char *if_none_match, const char *etag);

#endif
