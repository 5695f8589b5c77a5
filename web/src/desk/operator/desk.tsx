/** desk.tsx - the operator's desk: accounts, tokens, the audit chain, how much of the lists is known, lists
 *  handed in, the machine. */

import type { Desk } from '../desks';
import { AuditChain } from './audit';
import { Imports } from './imports';
import { MachineView } from './machine';
import { Rosters } from './rosters';
import { Tokens } from './tokens';
import { Users } from './users';

export const OPERATOR_DESK: Desk = {
  title: 'operatorDesk',
  views: [
    { id: 'users', label: 'o_users', show: Users },
    { id: 'tokens', label: 'o_tokens', show: Tokens },
    { id: 'audit', label: 'o_audit', show: AuditChain },
    { id: 'rosters', label: 'o_rosters', show: Rosters },
    { id: 'imports', label: 'i_imports', show: Imports },
    { id: 'machine', label: 'o_machineView', show: MachineView },
  ],
};
