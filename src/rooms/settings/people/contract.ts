import { z } from 'zod';

export const accessStates = ['none', 'invited', 'active', 'locked', 'disabled'] as const;

export const personAccess = z.object({
  personId: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  jobTitle: z.string().nullable(),
  leftOn: z.string().nullable(),
  positions: z.array(z.object({ id: z.string(), title: z.string(), role: z.string(), unit: z.string() })),
  state: z.enum(accessStates),
  /** Only for those who manage sign-in. */
  userId: z.string().nullable(),
  invitationId: z.string().nullable(),
  invitedUntil: z.string().nullable(),
  twoFactor: z.boolean(),
  sessions: z.int(),
  keys: z.int(),
  lastSeenAt: z.string().nullable(),
});
export type PersonAccess = z.output<typeof personAccess>;

export const roleAccess = z.object({
  role: z.string(),
  people: z.int(),
  fields: z.array(z.string()),
  rights: z.array(z.string()),
  kinds: z.array(z.object({ kind: z.string(), read: z.string(), write: z.string() })),
});
export type RoleAccess = z.output<typeof roleAccess>;

export const credentials = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      createdAt: z.string(),
      expiresAt: z.string(),
      address: z.string().nullable(),
      userAgent: z.string().nullable(),
    }),
  ),
  keys: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      start: z.string(),
      readOnly: z.boolean(),
      createdAt: z.string(),
      expiresAt: z.string().nullable(),
    }),
  ),
});
export type Credentials = z.output<typeof credentials>;
