/* crs.h - the reference systems that answers may be asked in, and datums that points may come in.
 *
 * CGCS2000 (4490), WGS 84 (4326) and CRS84 differ by well under a metre and are passed through;
 * 4490 and 4326 are latitude first.  3857 is the usual web Mercator. */
#ifndef GEO_CRS_H
#define GEO_CRS_H

#include "geo/multipolygon.h"

#include <stdbool.h>

enum crs { CRS_84, CRS_EPSG_4326, CRS_EPSG_4490, CRS_EPSG_3857, CRS_COUNT };

const char *crs_uri(enum crs crs); /* "http://www.opengis.net/def/crs/OGC/1.3/CRS84" … */
/* The URI, exactly, with http or https; also the safe CURIE forms "[EPSG:4490]", "[OGC:CRS84]". */
bool crs_parse(const char *uri, enum crs *out);
bool crs_latitude_first(enum crs crs);
/* lon, lat in degrees to the two numbers as crs writes them, in its axis order. */
void crs_from_lonlat(enum crs crs, double lon, double lat, double *first, double *second);
/* And back. */
void crs_to_lonlat(enum crs crs, double first, double second, double *lon, double *lat);

enum datum { DATUM_CGCS2000, DATUM_WGS84, DATUM_GCJ02, DATUM_BD09 };

bool datum_parse(const char *name, enum datum *out); /* "cgcs2000" … */
const char *datum_name(enum datum datum);
/* To CGCS2000; the ways back from GCJ-02 and BD-09 are iterated until they are exact to a
 * millimetre (npm's gcoord stops earlier).  As there, nothing is shifted outside a box around
 * China. */
void datum_to_cgcs2000(enum datum datum, double *lon, double *lat);
void datum_from_cgcs2000(enum datum datum, double *lon, double *lat);

#endif
