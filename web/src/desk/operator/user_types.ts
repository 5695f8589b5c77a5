/** user_types.ts - what the service tells of accounts and tokens. */

import { say } from '../texts';
import type { Role } from '../types';

export interface User {
  id: number;
  name: string;
  role: Role;
  role_label: string;
  unit_name: string | null;
  unit: string | null;
  place: string | null;
  place_name: string | null;
  made: string;
  closed: string | null;
  sessions: number;
  tokens: number;
}

export interface Token {
  id: number;
  label: string;
  made: string;
  ends: string | null;
  revoked: string | null;
  used: string | null;
}

export function scopeOf(u: User): string {
  if (u.place) return `${u.place_name ?? ''} ${u.place}`.trim();
  return u.unit ? `${u.unit_name ?? ''} ${u.unit}`.trim() : u.role === 'national' ? say('o_everything') : '';
}
