import { sql } from 'kysely';
import { type LocalText, text } from '#kernel/local-text.ts';
import { type RecordKind, fieldOf } from '#kernel/record-kind.ts';
import type { LoggedEvent } from '#platform/event-log/event.ts';
import { anyBetween, eventsSince, logEnd } from '#platform/event-log/read-events.ts';
import { type Transaction, withSystemTransaction } from '#platform/database/transaction.ts';
import { loadViewer } from '#platform/identity/load-viewer.ts';
import type { JobServices } from '#platform/jobs/job-kind.ts';
import { recordDefinitions } from '#platform/records/registry.ts';
import { readAs } from '#platform/records/run-as.ts';
import { titlesOf } from '#platform/records/send-record.ts';
import { visibleEvents } from '#platform/webhooks/visible-events.ts';
import { type Notice, notify } from './notify.ts';
import { assignedTopic, mentionedTopic } from './topics.ts';

const atOnce = 500;

/**
 * Reads on in the event log and tells people what concerns them: records given to them, texts that name them. The place in the
 * log and what is said are kept together, so nothing is missed or said twice. Returns how many events were read.
 */
export async function followLog(services: JobServices, companyId: number): Promise<number> {
  return withSystemTransaction(services.database, { reason: 'notifications from the log', companyId }, async (tx) => {
    const from = await lockReader(tx);
    if (from === undefined) return 0;
    const { events, position } = await eventsSince(tx, from, atOnce, sql`via <> 'import'`);
    // An import told nobody anything; once it has been passed it is not looked at again.
    if (events.length === 0 && !(await anyBetween(tx, from, position))) return 0;
    const notices: Notice[] = [];
    for (const event of events) notices.push(...(await noticesOf(tx, services, companyId, event)));
    await notify(tx, services.clock.now().toString(), notices);
    await tx.query(
      `update qd.log_reader set epoch = $1, xid = $2, event_id = $3 where company_id = qd.current_company() and name = 'notices'`,
      [position.epoch, position.xid, position.id],
    );
    return events.length;
  });
}

async function lockReader(tx: Transaction) {
  const { rows } = await tx.query<{ epoch: number; xid: bigint; event_id: string | null }>(
    `select epoch, xid, event_id::text from qd.log_reader where company_id = qd.current_company() and name = 'notices' for update skip locked`,
  );
  if (rows.length > 0) return { epoch: rows[0].epoch, xid: rows[0].xid.toString(), id: rows[0].event_id };
  const end = await logEnd(tx);
  await tx.query(`insert into qd.log_reader (name, epoch, xid) values ('notices', $1, $2) on conflict do nothing`, [
    end.epoch,
    end.xid,
  ]);
  return undefined;
}

async function noticesOf(
  tx: Transaction,
  services: JobServices,
  companyId: number,
  event: LoggedEvent,
): Promise<Notice[]> {
  const kind = recordDefinitions().find((definition) => definition.kind.kind === event.kind)?.kind;
  if (kind === undefined || event.action === 'deleted') return [];
  const notices: Notice[] = [];
  const owner = event.changes.ownerId?.to;
  if (
    kind.ownership.by === 'owner' &&
    typeof owner === 'string' &&
    owner !== event.actorId &&
    (await signsIn(tx, owner))
  ) {
    const title = await titleFor(tx, services, companyId, owner, kind, event);
    if (title !== undefined)
      notices.push({
        topic: assignedTopic,
        personId: owner,
        title: assigned(kind, title),
        link: linkTo(kind, event),
        key: `assigned ${event.id}`,
      });
  }
  for (const personId of await named(tx, event)) {
    const title = await titleFor(tx, services, companyId, personId, kind, event);
    if (title !== undefined)
      notices.push({
        topic: mentionedTopic,
        personId,
        title: mentioned(kind, title),
        link: linkTo(kind, event),
        key: `mentioned ${event.id}`,
      });
  }
  return notices;
}

function linkTo(kind: RecordKind, event: LoggedEvent): string {
  return `/${kind.room}/${kind.path}/${event.recordId}`;
}

function assigned({ label }: RecordKind, title: string): LocalText {
  return text(
    `Assigned to you: ${label.en} “${title}”`,
    `分配给您：${label['zh-Hans']}“${title}”`,
    `指派給您：${label['zh-Hant']}「${title}」`,
  );
}

function mentioned({ label }: RecordKind, title: string): LocalText {
  return text(
    `You are mentioned in ${label.en} “${title}”`,
    `${label['zh-Hans']}“${title}”中提到了您`,
    `${label['zh-Hant']}「${title}」中提及您`,
  );
}

async function signsIn(tx: Transaction, personId: string): Promise<boolean> {
  const { rows } = await tx.query(
    `select 1 from auth."user" where company_id = qd.current_company() and person_id = $1 and disabled_at is null`,
    [personId],
  );
  return rows.length > 0;
}

/** People who sign in, whose name stands after an @ in a text that was written, other than whoever wrote it. */
async function named(tx: Transaction, event: LoggedEvent): Promise<string[]> {
  const written = textsWith(event, '@');
  if (written.length === 0) return [];
  const { rows } = await tx.query<{ id: string; name: string }>(
    `select p.id::text, p.name from qd.person p join auth."user" u on u.company_id = p.company_id and u.person_id = p.id and u.disabled_at is null
     where p.company_id = qd.current_company() and p.deleted_at is null and position('@' || p.name in $1) > 0`,
    [written.join('\n')],
  );
  return rows.filter(({ id }) => id !== event.actorId).map(({ id }) => id);
}

function textsWith(event: Pick<LoggedEvent, 'changes'>, mark: string): string[] {
  return Object.values(event.changes).flatMap(({ to }) => (typeof to === 'string' && to.includes(mark) ? [to] : []));
}

/** The title of the record as this person sees it; undefined when they may not see it, or not the text that names them. */
async function titleFor(
  tx: Transaction,
  services: JobServices,
  companyId: number,
  personId: string,
  kind: RecordKind,
  event: LoggedEvent,
): Promise<string | undefined> {
  const nowMs = services.clock.now().epochMilliseconds;
  const viewer = await loadViewer(tx, { companyId, personId, via: 'job', nowMs });
  if (viewer === undefined) return undefined;
  return readAs(services, viewer, async (context) => {
    const [seen] = await visibleEvents(context.tx, viewer, [event]);
    if (seen === undefined) return undefined;
    const names = seen.changes.ownerId?.to === personId || textsWith(seen, `@${viewer.name}`).length > 0;
    if (!names || fieldOf(kind, kind.title) === undefined) return undefined;
    return (await titlesOf(context, kind.kind, [event.recordId])).get(event.recordId);
  });
}
