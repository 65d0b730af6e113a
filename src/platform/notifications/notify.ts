import type { LocalText } from '#kernel/local-text.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { newId } from '#platform/records/write-context.ts';
import { dueTime } from './due-time.ts';
import { type NotificationSettings, readSettings } from './notification-settings.ts';
import { type Topic, topicNamed } from './topics.ts';

export interface Notice {
  readonly topic: Topic;
  readonly personId: string;
  readonly title: LocalText;
  readonly body?: LocalText;
  /** Path of the page it is about. */
  readonly link?: string;
  /** Said once under this key: the same again is not said again. */
  readonly key?: string;
}

/**
 * Tells people something, in the caller's transaction: it is said when, and only when, that is kept. What each gets through
 * which channel and when is theirs to choose; messages leave through the queue. Returns how many were not said before.
 */
export async function notify(tx: Transaction, now: string, notices: readonly Notice[]): Promise<number> {
  if (notices.length === 0) return 0;
  const { rows } = await tx.query<{ zone: string }>(
    'select time_zone as zone from qd.company where company_id = qd.current_company()',
  );
  const zone = rows[0]?.zone ?? 'UTC';
  const settings = new Map<string, NotificationSettings>();
  let said = 0;
  for (const notice of notices) {
    const own = settings.get(notice.personId) ?? (await readSettings(tx, notice.personId)).settings;
    settings.set(notice.personId, own);
    if (await say(tx, now, zone, own, notice)) said += 1;
  }
  return said;
}

async function say(
  tx: Transaction,
  now: string,
  zone: string,
  settings: NotificationSettings,
  notice: Notice,
): Promise<boolean> {
  const id = newId({ now });
  const choice = settings.topics[topicNamed(notice.topic.topic).topic];
  const title = notice.body === undefined ? notice.title : { ...notice.title, body: notice.body };
  const inserted = await tx.query(
    `insert into qd.notification (id, person_id, topic, title, link, created_at, dedupe_key, in_app) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (company_id, person_id, dedupe_key) where dedupe_key is not null do nothing`,
    [
      id,
      notice.personId,
      notice.topic.topic,
      JSON.stringify(title),
      notice.link ?? null,
      now,
      notice.key ?? null,
      choice.inApp,
    ],
  );
  if (inserted.rowCount === 0) return false;
  for (const [channel, rhythm] of [
    ['email', choice.email],
    ['robots', choice.robots],
  ] as const) {
    const due = dueTime(Temporal.Instant.from(now), zone, rhythm, settings);
    if (due === undefined) continue;
    await tx.query(
      'insert into qd.notification_outbox (id, notification_id, person_id, channel, due_at) values ($1, $2, $3, $4, $5)',
      [newId({ now }), id, notice.personId, channel, due.toString()],
    );
  }
  return true;
}
