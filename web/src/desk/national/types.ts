/** types.ts - what the service sends to the national office alone. */

import type { PlaceRef, Track } from '../types';

export interface Indicator {
  code: string;
  parent: string | null;
  name: string;
  weight: number | null;
  scored: boolean;
}

export interface Indicators {
  round: string;
  track: Track;
  source: string | null;
  entered: string | null;
  weights: { state: 'known' | 'unknown' | 'not_whole'; text: string | null };
  items: Indicator[];
}

export interface Expert {
  person: number;
  name: string;
  unit: string;
  named: string;
  ended: string | null;
}

export interface Scores {
  application: number;
  closed: string | null;
  experts?: { person: number; name: string; missing: string[] }[];
  summary?: {
    experts: number;
    counted: number;
    mean: number | null;
    least: number | null;
    most: number | null;
    deviation: number | null;
  };
}

export interface Report {
  id: number;
  state: 'new' | 'seen';
  about: { kind: 'place' | 'title'; id: string; name: string | null };
  text: string;
  contact: string | null;
  at: string;
  answer: string | null;
  seen: string | null;
}

export interface Bar {
  id: number;
  place: PlaceRef;
  province: { code: string | null; name: string | null };
  round: string | null;
  since: string | null;
  until: string | null;
  document: string | null;
  criticism: string | null;
  clause: string;
}

export interface Roster {
  id: string;
  kind_label: string;
  batch: string;
  document: string | null;
  since: string | null;
  until: string | null;
  declared: number | null;
  known: number;
  complete: boolean;
  complete_for: string[];
}

export interface Listed {
  id: number;
  kind_label: string;
  holder: PlaceRef;
  unit: PlaceRef | null;
  roster?: string | null;
  since: string | null;
  until: string | null;
  status_label: string;
  source: { number: string | null };
}
