/* handlers.h - every handler of the service, one per resource; routes.c says which path is whose.
 */
#ifndef API_HANDLERS_H
#define API_HANDLERS_H

#include "http/route.h"

handler_fn api_healthz, api_readyz, api_metrics, api_about;
handler_fn api_places, api_place;
handler_fn api_lookup, api_lookup_bulk;
handler_fn api_boundary_lines, api_outlines;
handler_fn api_eligibility, api_place_eligibility, api_eligible;
handler_fn api_rounds, api_round_put, api_quotas;
handler_fn api_titles, api_rosters;
handler_fn api_zones, api_zone;
handler_fn api_proposal_zone, api_proposal_zone_put, api_proposal_part_put,
    api_proposal_part_delete, api_proposal_shape, api_proposal_shape_put, api_proposal_lines_put;
handler_fn api_application_extent, api_zone_extent, api_extent, api_zone_part_put,
    api_zone_part_shape_put;
handler_fn api_calendar_ics, api_calendar_json;
handler_fn api_zone_events, api_zone_event, api_obligations, api_obligations_ics, api_reminders;
handler_fn api_self_evaluation, api_self_score, api_self_score_file;
handler_fn api_targets, api_targets_put, api_measures, api_measures_put;
handler_fn api_indicators, api_indicators_put;
handler_fn api_experts, api_expert_put, api_expert_delete;
handler_fn api_scores, api_scores_put, api_scores_close;
handler_fn api_proposals, api_proposal, api_propose, api_proposal_decide;
handler_fn api_reports, api_report, api_report_answer;
handler_fn api_session, api_session_begin, api_session_end, api_session_password;
handler_fn api_tokens, api_token_add, api_token_revoke;
handler_fn api_users, api_user_add, api_user_close, api_user_password, api_user_tokens,
    api_user_token_revoke;
handler_fn api_audit, api_audit_export, api_audit_proof;
handler_fn api_imports, api_import, api_import_hand_in, api_import_event;
handler_fn api_machine;
handler_fn api_place_page, api_zones_page, api_zone_page, api_certificate_page, api_titles_page,
    api_quotas_page, api_calendar_page, api_find_page, api_institutions_page, api_institution_page,
    api_pages_style;
handler_fn api_zone_sheet_page, api_calendar_csv;
handler_fn api_notices, api_notice, api_notice_open, api_notice_withdraw, api_notices_page,
    api_notice_page, api_workdays;
handler_fn api_notice_object;
handler_fn api_objections, api_object, api_objection_answer;
handler_fn api_quota_put, api_deadlines, api_deadline_put, api_excuse_put;
handler_fn api_standard, api_standard_put, api_liaison, api_liaison_put;
handler_fn api_applications, api_application, api_application_open, api_application_frozen,
    api_application_event, api_application_file;
handler_fn api_finding, api_finding_file, api_material, api_material_file, api_ranks, api_bars,
    api_bar_correct, api_bar_end;
handler_fn api_institutions, api_zone_institutions, api_institution, api_institution_admit,
    api_institutions_import, api_institution_put, api_institution_assess, api_institution_exit,
    api_institution_return, api_institution_misconduct, api_institution_lift;
handler_fn api_draws, api_draw, api_draw_publish, api_draw_seed, api_draw_outcome;
handler_fn api_contract;
handler_fn api_basemap;
handler_fn api_site;

handler_fn ogc_landing, ogc_conformance, ogc_api, ogc_collections, ogc_collection, ogc_queryables,
    ogc_items, ogc_item, ogc_style;

#endif
