import { z } from 'zod';
import { companySettings } from '#platform/company/company-settings.ts';
import { type Viewer, holdsRight, may, readScope, seesField, writeScope } from '#platform/visibility/viewer.ts';
import { actions, declaredAccess, declaredRights } from '#platform/visibility/define-access.ts';
import { scopes } from '#platform/visibility/roles.ts';
import { administrators } from './administrators.ts';
import type { Identity } from './identity.ts';
import { themes } from './preferences.ts';

const flag = z.boolean();
const scope = z.enum(scopes);

export const sessionSchema = z.union([
  z.object({
    signedIn: z.literal(false),
    /** 'welcome': nobody can sign in yet; the link on the console leads on. */
    setup: z.enum(['welcome', 'ready']),
    demo: flag,
    oidc: z.object({ label: z.string() }).nullable(),
  }),
  z.object({
    signedIn: z.literal(true),
    viewer: z.object({
      personId: z.string(),
      name: z.string(),
      email: z.string().nullable(),
      language: z.string(),
      theme: z.enum(themes).nullable(),
      roles: z.array(z.string()),
      unitIds: z.array(z.string()),
      via: z.string(),
      seenAsBy: z.object({ personId: z.string(), name: z.string() }).nullable(),
    }),
    rights: z.array(z.string()),
    kinds: z.record(
      z.string(),
      z.object({ read: scope, write: scope, create: flag, update: flag, delete: flag, import: flag, export: flag }),
    ),
    fieldAccess: z.array(z.string()),
    /** Fields the company added, by kind: those the viewer sees. */
    customFields: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
    company: z.object({
      name: z.string(),
      language: z.string(),
      timeZone: z.string(),
      baseCurrency: z.string(),
      isDemo: flag,
    }),
    twoFactor: flag,
  }),
]);

export type SessionDescription = z.input<typeof sessionSchema>;

/** What the web needs to know before anyone is signed in. */
export async function describeNobody(identity: Identity): Promise<SessionDescription> {
  const { oidc } = identity.settings;
  const { demo, ready } = await identity.system(async (tx) => {
    const { rows } = await tx.query<{ is_demo: boolean }>('select is_demo from qd.company');
    const admins = await administrators(tx, identity.clock.now().epochMilliseconds);
    const isDemo = rows.some((row) => row.is_demo);
    return { demo: isDemo, ready: isDemo || admins.some(({ active }) => active) };
  });
  return {
    signedIn: false,
    setup: ready ? 'ready' : 'welcome',
    demo,
    oidc: oidc === undefined ? null : { label: oidc.label },
  };
}

/** Who the viewer is and what they may do, kind by kind. */
export async function describeViewer(
  identity: Identity,
  viewer: Viewer,
  userId: string | undefined,
): Promise<SessionDescription> {
  const more = await identity.system(async (tx) => {
    const company = await companySettings(tx);
    const own = await tx.query<{ theme: string | null; two_factor_enabled: boolean }>(
      'select theme, two_factor_enabled from auth."user" where id = $1',
      [userId ?? ''],
    );
    const by =
      viewer.seenAsBy === undefined
        ? undefined
        : (
            await tx.query<{ name: string }>('select name from qd.person where company_id = $1 and id = $2', [
              viewer.companyId,
              viewer.seenAsBy,
            ])
          ).rows[0];
    return { company, own: own.rows[0], by };
  }, viewer.companyId);
  const { name, language, timeZone, baseCurrency, isDemo, customFields } = more.company;
  return {
    signedIn: true,
    viewer: {
      personId: viewer.personId,
      name: viewer.name,
      email: viewer.email,
      language: viewer.language,
      theme: themes.find((theme) => theme === more.own?.theme) ?? null,
      roles: [...viewer.roles],
      unitIds: [...viewer.unitIds],
      via: viewer.via,
      seenAsBy: viewer.seenAsBy === undefined ? null : { personId: viewer.seenAsBy, name: more.by?.name ?? '' },
    },
    rights: declaredRights()
      .map(({ right }) => right)
      .filter((right) => holdsRight(viewer, right)),
    kinds: Object.fromEntries(declaredAccess().map(({ kind }) => [kind, kindAccess(viewer, kind)])),
    fieldAccess: (['cost', 'pay', 'personal'] as const).filter((access) => seesField(viewer, access)),
    customFields: Object.fromEntries(
      Object.entries(customFields).map(([kind, fields]) => [
        kind,
        fields.filter((field) => !field.archived && seesField(viewer, field.access)).map((field) => ({ ...field })),
      ]),
    ),
    company: { name, language, timeZone, baseCurrency, isDemo },
    twoFactor: more.own?.two_factor_enabled ?? false,
  };
}

function kindAccess(viewer: Viewer, kind: string) {
  const allowed = Object.fromEntries(
    actions.filter((action) => action !== 'read').map((action) => [action, may(viewer, kind, action)]),
  ) as Record<Exclude<(typeof actions)[number], 'read'>, boolean>;
  return { read: readScope(viewer, kind), write: writeScope(viewer, kind), ...allowed };
}
