/** desks.ts - which desk opens for whom.  A desk is fetched when somebody comes who works at it.
 *
 *  To add a view, add it to the desk's list; to add a desk, add its roles here. */

import type { ComponentType } from 'preact';
import type { TextKey } from './texts';
import type { Role, Session } from './types';

export interface ViewProps {
  who: Session;
  id: string | null; /* ?id= of the address: one thing of the view instead of the list */
}

export interface View {
  id: string; /* ?view= of the address */
  label: TextKey;
  show: ComponentType<ViewProps>;
  roles?: readonly Role[]; /* not for everybody who works at this desk */
  hidden?: boolean; /* reached from another view, not from the list of them */
}

export interface Desk {
  title: TextKey;
  views: readonly View[]; /* the first one opens */
}

const provincial = (): Promise<Desk> => import('./province/desk').then((m) => m.PROVINCIAL);
const national = (): Promise<Desk> => import('./national/desk').then((m) => m.NATIONAL_DESK);
const operator = (): Promise<Desk> => import('./operator/desk').then((m) => m.OPERATOR_DESK);

const DESKS: Partial<Record<Role, () => Promise<Desk>>> = {
  province: provincial,
  city: provincial,
  applicant: provincial,
  national,
  operator,
};

/** null: the role has none. */
export async function deskOf(role: Role): Promise<Desk | null> {
  const desk = await DESKS[role]?.();
  return desk ? { ...desk, views: desk.views.filter((v) => !v.roles || v.roles.includes(role)) } : null;
}
