/** types.ts - what the service sends of zones and of proposals for them. */

import type { Attached } from '../types';
import type { GeoShape } from '../ui/shape_map';

export type Side = 'east' | 'south' | 'west' | 'north';
export const SIDES: readonly Side[] = ['east', 'south', 'west', 'north'];

export type Severity = 'note' | 'warning' | 'error';
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

export interface SideRead {
  label: string;
  present: boolean;
  text: string | null;
  pieces: { name: string; kind_label: string; offset?: { towards: Side; metres: number } }[];
}

export interface Block {
  label: string | null;
  sides: Record<Side, SideRead>;
}

export interface Extent {
  text: string | null;
  blocks?: Block[];
  fault?: string;
  note?: string;
}

export interface Part {
  number: number;
  name: string;
  function: string | null;
  stage: string | null;
  extent: Extent;
  declared_m2: number | null;
  area_m2: number | null;
  difference_m2: number | null;
  difference_share: number | null;
  shape: 'given' | 'published' | 'none';
  method: string;
  crs: string | null;
  given_limits: Record<Side, number | null> | null;
  original_file?: Attached | null;
}

export interface ProposedZone {
  continues: string | null;
  name: string;
  host_kind: 'unknown' | 'park' | 'division';
  host_kind_label: string;
  host_name: string | null;
  host_code: string | null;
  declared_m2: number | null;
  outstanding_reason: string | null;
}

export interface Taken {
  method: string;
  crs: string;
  points: number;
  rings: number;
  area_m2: number;
  heights_dropped: boolean;
  duplicates_dropped: number;
  rings_closed: number;
  axes: string | null;
}

export interface Proposal {
  application: number;
  version: number;
  track: string;
  state: string;
  open: boolean;
  zone: ProposedZone | null;
  parts: Part[];
  taken?: Taken;
}

export interface Preview {
  preview: true;
  taken: Taken;
  shape: GeoShape;
}

export interface Found {
  check: string;
  label: string;
  severity: Severity;
  part: number | null;
  other_part: number | null;
  other_zone: string | null;
  side: Side | null;
  text: string;
  metres: number | null;
  m2: number | null;
  share: number | null;
  shape: GeoShape | null;
  shape_is: 'exact' | 'box' | 'given' | 'none';
  place: string | null;
}

export interface Report {
  made?: string;
  zone: { name: string; host: string | null; applicant: string | null; declared_m2: number | null; parts_declared_m2: number | null; computed_m2: number | null };
  parts: {
    number: number;
    name: string;
    has_shape: boolean;
    declared_m2: number | null;
    area_m2: number | null;
    outside_host_share: number | null;
    outside_applicant_share: number | null;
  }[];
  findings: Found[];
  counts: Record<Severity, number>;
  not_measured: { text: string }[];
  tolerances: Record<'area_share' | 'area_floor_m2' | 'outside_share' | 'outside_error' | 'limit_metres' | 'sliver_metres' | 'sum_share' | 'overlap_m2', number>;
}
