import type { Role } from './roles.ts';
import type { Viewer } from './viewer.ts';

/** Which roles a role may hand out, by invitation or by a position: never more than it holds itself. */
const grantable: Readonly<Record<Role, readonly Role[]>> = {
  administrator: [
    'administrator',
    'executive',
    'manager',
    'supervisor',
    'teamLead',
    'rep',
    'analyst',
    'service',
    'finance',
  ],
  executive: ['manager', 'supervisor', 'teamLead', 'rep', 'analyst', 'service'],
  manager: ['supervisor', 'teamLead', 'rep', 'service'],
  supervisor: ['teamLead', 'rep', 'service'],
  teamLead: [],
  rep: [],
  analyst: [],
  service: [],
  finance: [],
};

/** Whether the viewer may give someone all of these roles. */
export function mayGrant(viewer: Pick<Viewer, 'roles'>, wanted: readonly Role[]): boolean {
  return wanted.every((role) => viewer.roles.some((own) => grantable[own].includes(role)));
}
