import { z } from 'zod';
import { Refused } from '#kernel/result.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { type Rhythm, definedTopics, rhythms } from './topics.ts';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 08:00 is expected');

export const settingsSchema = z.object({
  topics: z.record(
    z.string().max(60),
    z.object({ inApp: z.boolean(), email: z.enum(rhythms), robots: z.enum(rhythms) }),
  ),
  /** No e-mail and no robot speaks between these times; null for never quiet. */
  quiet: z.object({ from: clockTime, until: clockTime, weekends: z.boolean() }).nullable(),
  /** When the daily and the Monday digest are sent. */
  digestAt: clockTime,
});

export type NotificationSettings = z.output<typeof settingsSchema>;

/** What is stored over what is usual, so that topics that came later have their usual rhythm. */
export function withUsual(stored: Partial<NotificationSettings> | undefined): NotificationSettings {
  const topics: NotificationSettings['topics'] = {};
  for (const { topic, email } of definedTopics())
    topics[topic] = stored?.topics?.[topic] ?? { inApp: true, email, robots: 'off' as Rhythm };
  return { topics, quiet: stored?.quiet ?? null, digestAt: stored?.digestAt ?? '08:00' };
}

export async function readSettings(
  tx: Transaction,
  personId: string,
): Promise<{ settings: NotificationSettings; version: number }> {
  const { rows } = await tx.query<{ settings: Partial<NotificationSettings>; version: number }>(
    'select settings, version from qd.notification_settings where company_id = qd.current_company() and person_id = $1',
    [personId],
  );
  return { settings: withUsual(rows[0]?.settings), version: rows[0]?.version ?? 1 };
}

export async function writeSettings(
  tx: Transaction,
  personId: string,
  settings: NotificationSettings,
  version: number,
  now: string,
): Promise<number> {
  const known = new Set(definedTopics().map(({ topic }) => topic));
  const unknown = Object.keys(settings.topics).find((topic) => !known.has(topic));
  if (unknown !== undefined)
    throw new Refused('unknown-topic', `there is no topic "${unknown}"`, {
      field: `settings.topics.${unknown}`,
      found: unknown,
      expected: [...known].join(', '),
    });
  const present = (await readSettings(tx, personId)).version;
  if (present !== version)
    throw new Refused('stale-version', 'these settings were changed since you read them', {
      field: 'version',
      found: version,
      expected: String(present),
    });
  await tx.query(
    `insert into qd.notification_settings (person_id, settings, version, updated_at) values ($1, $2, 2, $3)
     on conflict (company_id, person_id) do update set settings = excluded.settings, version = qd.notification_settings.version + 1, updated_at = excluded.updated_at`,
    [personId, JSON.stringify(settings), now],
  );
  return (await readSettings(tx, personId)).version;
}
