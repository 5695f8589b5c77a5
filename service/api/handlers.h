/* handlers.h - every handler of the service, one per resource; routes.c says which path is whose.
 */
#ifndef API_HANDLERS_H
#define API_HANDLERS_H

#include "http/route.h"

handler_fn api_healthz, api_readyz, api_metrics, api_about;
handler_fn api_places, api_place;
handler_fn api_lookup, api_lookup_bulk;
handler_fn api_boundary_lines;
handler_fn api_eligibility, api_place_eligibility, api_eligible;
handler_fn api_rounds, api_quotas;
handler_fn api_titles, api_rosters;
handler_fn api_calendar_ics, api_calendar_json;
handler_fn api_contract;
handler_fn api_site;

handler_fn ogc_landing, ogc_conformance, ogc_api, ogc_collections, ogc_collection, ogc_queryables,
    ogc_items, ogc_item, ogc_style;

#endif
