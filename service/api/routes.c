/* routes.c - the table of contents: every address the service answers. */
#include "api/handlers.h"
#include "api/service.h"
#include "base/mem.h"

/* 10,000 points with ids of 200 bytes each */
enum { BULK_BODY = 4 * 1024 * 1024, SMALL_BODY = 4 * 1024, SHEET_BODY = 256 * 1024 };

const struct route service_routes[] = {
    /* method, path, handler, largest body, enum route_is */
    {METHOD_GET, "/healthz", api_healthz, 0, 0},
    {METHOD_GET, "/readyz", api_readyz, 0, 0},
    {METHOD_GET, "/metrics", api_metrics, 0, 0},
    {METHOD_GET, "/api/v1/about", api_about, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/api/v1/openapi.json", api_contract, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/api/v1/places", api_places, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/api/v1/places/{code}", api_place, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/api/v1/places/{code}/eligibility", api_place_eligibility, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/api/v1/eligibility", api_eligibility, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/api/v1/eligible", api_eligible, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/api/v1/rounds", api_rounds, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/api/v1/rounds/{round}/quotas", api_quotas, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/api/v1/titles", api_titles, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/api/v1/rosters", api_rosters, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/api/v1/calendar.ics", api_calendar_ics, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/api/v1/calendar.json", api_calendar_json, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/api/v1/lookup", api_lookup, 0, ROUTE_PUBLIC},
    {METHOD_POST, "/api/v1/lookup", api_lookup_bulk, BULK_BODY, ROUTE_PUBLIC | ROUTE_SLOW},
    {METHOD_GET, "/api/v1/boundary-lines", api_boundary_lines, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/api/v1/session", api_session, 0, 0},
    {METHOD_POST, "/api/v1/session", api_session_begin, SMALL_BODY, ROUTE_WRITES},
    {METHOD_DELETE, "/api/v1/session", api_session_end, 0, ROUTE_WRITES},
    {METHOD_PUT, "/api/v1/session/password", api_session_password, SMALL_BODY, ROUTE_WRITES},
    {METHOD_GET, "/api/v1/tokens", api_tokens, 0, 0},
    {METHOD_POST, "/api/v1/tokens", api_token_add, SMALL_BODY, ROUTE_WRITES},
    {METHOD_DELETE, "/api/v1/tokens/{id}", api_token_revoke, 0, ROUTE_WRITES},
    {METHOD_GET, "/api/v1/users", api_users, 0, 0},
    {METHOD_POST, "/api/v1/users", api_user_add, SMALL_BODY, ROUTE_WRITES},
    {METHOD_DELETE, "/api/v1/users/{id}", api_user_close, 0, ROUTE_WRITES},
    {METHOD_GET, "/api/v1/audit", api_audit, 0, 0},
    {METHOD_GET, "/api/v1/audit/export", api_audit_export, 0, ROUTE_SLOW},
    {METHOD_GET, "/api/v1/rounds/{round}/indicators/{track}", api_indicators, 0, 0},
    {METHOD_PUT, "/api/v1/rounds/{round}/indicators/{track}", api_indicators_put, SHEET_BODY,
     ROUTE_WRITES},
    {METHOD_GET, "/api/v1/rounds/{round}/experts", api_experts, 0, 0},
    {METHOD_PUT, "/api/v1/rounds/{round}/experts/{user}", api_expert_put, SMALL_BODY, ROUTE_WRITES},
    {METHOD_DELETE, "/api/v1/rounds/{round}/experts/{user}", api_expert_delete, 0, ROUTE_WRITES},
    {METHOD_POST, "/api/v1/rounds/{round}/scores/{track}/close", api_scores_close, 0, ROUTE_WRITES},
    {METHOD_GET, "/api/v1/applications/{id}/scores", api_scores, 0, 0},
    {METHOD_PUT, "/api/v1/applications/{id}/scores", api_scores_put, SHEET_BODY, ROUTE_WRITES},
    {METHOD_GET, "/ogc", ogc_landing, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/ogc/", ogc_landing, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/ogc/api", ogc_api, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/ogc/style.css", ogc_style, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/ogc/conformance", ogc_conformance, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/ogc/collections", ogc_collections, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/ogc/collections/{collectionId}", ogc_collection, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/ogc/collections/{collectionId}/queryables", ogc_queryables, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/ogc/collections/{collectionId}/items", ogc_items, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/ogc/collections/{collectionId}/items/{featureId}", ogc_item, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/", api_site, 0, 0},
    {METHOD_GET, "/{*}", api_site, 0, 0},
};
const size_t n_service_routes = COUNT(service_routes);
