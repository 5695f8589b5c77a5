/* service.h - what every handler may use: it arrives as rq->context.
 *
 * Everything here is set before the first request and stays, but for the atlas that hangs on the
 * holder.  A handler takes the atlas through reply_with_atlas() or atlas_of(), so that what it
 * borrows from it outlives the sending. */
#ifndef API_SERVICE_H
#define API_SERVICE_H

#include "atlas/atlas.h"
#include "http/route.h"
#include "store/store.h"

struct site; /* the web front end's files, see site.h */
struct server;
struct writer;
struct readers;
struct throttle;
struct basemap;

struct service {
    struct atlas_holder *holder;
    struct server *server;     /* for its metrics; set once it has started */
    struct writer *writer;     /* the one that changes the register */
    struct readers *readers;   /* for what is not published */
    struct throttle *throttle; /* attempts of strangers: base/throttle.h */
    struct basemap *basemap;   /* NULL: none is set up, the usual case */
    struct bytes contract;     /* the OpenAPI document of /api/v1 */
    struct site *site;         /* NULL: no web folder was given */
    const char *source_line;   /* whose boundaries these are */
    const char *map_approval;  /* 审图号, as configured */
    const char *footer_line;   /* who runs it, its filing number …; NULL: nobody said */
    const char *own_url;       /* where it listens; bodies with links to it are kept ready */
    bool demo;                 /* a demonstration register: every answer says so */
    const char *public_url;    /* where the world sees it, NULL: as the Host header says */
    const char *db;            /* the register's file */
    const char *backups;       /* the folder scripts/backup writes to; NULL: none was named */
    moment_t started;
};

/* The date and scale of the boundaries, said with every answer about places. */
#define BOUNDARY_DATE "2023-12-31"
#define BOUNDARY_SCALE "1:1000000"

static inline const struct service *service_of(const struct request *rq)
{
    return rq->context;
}

/* The current atlas, held by the reply until it has been sent.  NULL with err while the first one
 * is still being made. */
const struct atlas *atlas_for(const struct request *rq, struct reply *rp, struct err *err);

/* Ends an answer that rests on the atlas: takes the text of out, sets revision, makes it cacheable,
 * and gives the atlas back, so a is not to be used afterwards.
 * key tells apart answers of the same address that differ by more than revision, language and
 * format (the day, say); NULL where nothing does. */
void answer_atlas(struct reply *rp, const struct atlas *a, const char *type, struct buf *out,
                  const char *key);

/* The same for a table: saved under a name that says of which revision it is, "titles-r12.csv". */
void answer_csv(const struct request *rq, struct reply *rp, const struct atlas *a, const char *name,
                struct buf *out, const char *key);

extern const struct route service_routes[];
extern const size_t n_service_routes;

#endif
