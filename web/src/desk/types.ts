/** types.ts - what the service sends, as far as the desks read it. */

export type Role = 'national' | 'province' | 'city' | 'applicant' | 'expert' | 'operator';
export type ZoneTrack = 'demo-zone' | 'trial-zone' | 'js-zone';
export type Track = 'demo-city' | 'demo-county' | 'pilot-city' | 'pilot-county' | ZoneTrack;
/** Those of cities and counties: the ones with places of a round. */
export const TRACKS: readonly Track[] = ['demo-city', 'demo-county', 'pilot-city', 'pilot-county'];

export interface Session {
  csrf?: string;
  id: number;
  name: string;
  role: Role;
  role_label: string;
  unit: string | null;
  unit_name: string | null;
  place: string | null;
  place_name: string | null;
  password_due: boolean; /* to be changed before anything else */
  begun: string | null;
  ends: string | null;
  ends_at_most: string | null;
}

export interface PlaceRef {
  code: string;
  name: string | null;
}

export interface Round {
  id: string;
  document: string | null;
  province?: string | null; /* whose programme it is */
  window_since: string | null;
  window_until: string | null;
  tracks: readonly string[];
}

export interface QuotaNow {
  status: 'published' | 'unknown' | 'illustrative';
  places: number | null;
  recommended: number;
  designated: number;
  left: number | null;
}

export interface QuotaRow extends QuotaNow {
  province: string;
  province_name?: string | null;
  track: Track;
  source: string | null;
}

export interface Summary {
  id: number;
  version: number;
  round: string;
  track: Track;
  track_label: string;
  about?: string | null; /* the zone an application is for */
  place: PlaceRef;
  prefecture: PlaceRef | null;
  province: string;
  province_name: string | null;
  state: string;
  state_label: string;
  rank: number | null;
  notice: number | null;
  title: number | null;
  opened: string;
  changed: string;
  missing?: { materials: string[]; findings: string[] };
}

export interface Attached {
  sha256: string;
  name: string;
  type: string;
  size: number;
}

export interface Next {
  event: string;
  label: string;
  to: string;
  needs: string[];
  guards: string[];
  clause: string;
}

export interface Happened {
  version: number;
  event: string;
  label: string;
  from: string;
  to: string;
  reason: string | null;
  rank: number | null;
  quota_step: number;
  by: string | null;
  at: string;
}

export type Result = 'met' | 'not_met' | 'unknown';

export interface Finding {
  condition: string;
  clause: string;
  text: string;
  result: Result | null;
  evidence: string | null;
  file: Attached | null;
  by: string | null;
  at: string | null;
}

export interface Material {
  kind: string;
  label: string;
  clause: string;
  present: boolean;
  note: string | null;
  file: Attached | null;
  withdrawn: boolean;
  after_recommendation: boolean;
  by: string | null;
  at: string | null;
}

export interface Condition {
  id: string;
  clause: string;
  result: 'met' | 'not_met' | 'unknown' | 'not_applicable';
  result_label?: string;
  text: string;
  evidence?: string;
  decides?: boolean;
}

export interface Verdict {
  verdict: 'eligible' | 'not_eligible' | 'undetermined';
  verdict_label?: string;
  conditions: Condition[];
}

export interface Moved extends Summary {
  quota: QuotaNow | null;
  next: Next[];
  revision: number;
}

export interface Application extends Moved {
  events: Happened[];
  findings: Finding[];
  materials: Material[];
  materials_missing: string[];
  verdict: Verdict | null;
  frozen: { version: number; sha256: string; at: string }[];
}

export interface Eligible {
  track: Track;
  on: string;
  may: PlaceRef[];
  may_not: PlaceRef[];
  undecided: PlaceRef[];
  counts: { may: number; may_not: number; undecided: number; places: number };
}

export interface Notice {
  id: number;
  round: string;
  track: Track;
  track_label: string;
  level: string;
  level_name: string;
  title: string;
  document: string | null;
  published: string;
  length: number;
  unit: 'working' | 'calendar';
  counts_publication: boolean;
  window: { published: string; first: string; last: string };
  state: 'running' | 'coming' | 'past' | 'withdrawn';
  state_label: string;
  withdrawn: { at: string; reason: string } | null;
  entry_count: number;
  objections: { open: number; answered: number };
}

export interface NoticeWhole extends Notice {
  entries: {
    application: number;
    place: PlaceRef;
    province: string;
    entered: string;
    left: string | null;
    objections: { open: number; answered: number };
  }[];
}

export interface Objection {
  id: number;
  notice: number;
  application: number;
  at: string;
  state: 'open' | 'answered';
  text: string;
  answer: string | null;
  answered: string | null;
  place: string;
  province: string;
  contact_given: boolean;
  contact: string | null;
}

export interface Deadline {
  track: Track;
  event: string;
  event_label: string;
  last_day: string | null;
  status_label: string;
  source: string | null;
}

export interface Standard {
  unit: string;
  unit_name: string;
  track: Track;
  items: { position: number; text: string; source: string }[];
  status: 'published' | 'unknown';
}

export interface Liaison {
  unit: string;
  named: string | null;
  purged: boolean;
  liaison: { name: string; phone: string | null; email: string | null; office: string | null } | null;
}

export interface Title {
  id: number;
  kind: string;
  kind_label?: string;
  holder: { code: string | null; name: string };
  since: string | null;
  until: string | null;
  status: string;
  status_label?: string;
  source: { number: string | null; url: string | null };
}

export interface Proposal {
  id: number;
  state: 'open' | 'accepted' | 'declined';
  unit: string;
  what: 'missing' | 'wrong';
  title: number | null;
  kind: string;
  holder: string | null;
  name: string | null;
  batch: string | null;
  since: string | null;
  until: string | null;
  document: string;
  url: string | null;
  evidence: string;
  at: string;
  reason: string | null;
  decided: string | null;
  made: number | null;
}
