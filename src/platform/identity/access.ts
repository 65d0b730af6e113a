import { defineRight } from '#platform/visibility/define-access.ts';

/** Locking accounts, ending sessions, making reset links. */
export const manageSignIn = defineRight({ right: 'manageSignIn', roles: ['administrator'] }).right;
/** Inviting people, up to one's own role and within one's own units. */
export const invite = defineRight({
  right: 'invite',
  roles: ['administrator', 'executive', 'manager', 'supervisor'],
}).right;
/** Looking through another person's eyes, without changing anything. */
export const seeAs = defineRight({ right: 'seeAs', roles: ['administrator'] }).right;
