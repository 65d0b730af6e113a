import { sql } from 'kysely';
import { z } from 'zod';
import { withSystemTransaction } from '#platform/database/transaction.ts';
import type { LogPosition, LoggedEvent } from '#platform/event-log/event.ts';
import { eventsSince, kindsBetween, logEnd } from '#platform/event-log/read-events.ts';
import { type AnyRoute, type RouteServices, defineRoute } from '#platform/http/define-route.ts';
import { EventStream, eventStream } from '#platform/http/event-stream.ts';
import { type LiveHub, createLiveHub } from '#platform/http/live-hub.ts';
import { recordDefinitions } from '#platform/records/registry.ts';
import { readAs } from '#platform/records/run-as.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import { type Viewer, may, readScope } from '#platform/visibility/viewer.ts';

/** One change of a record; without an id when so many came at once (an import) that they are told as one. */
interface LiveChange {
  readonly companyId: number;
  readonly kind: string;
  readonly recordId: string;
  readonly action: string;
}

const everyMs = 700;
/** More changes of a kind at once (an import) are told as one without ids. */
const mostAtOnce = 50;

/** Events read at once; when there are more (an import), the rest is told by its kinds and passed over. */
const mostRead = 2000;

const feeds = new WeakMap<object, LiveHub<LiveChange>>();

/** Follows the event log and tells live screens. Returns how to stop. */
export function startLiveFeed(services: RouteServices, companyId: number): () => Promise<void> {
  const hub = hubOf(services);
  let position: LogPosition | undefined;
  let stopped = false;
  const look = async (): Promise<void> => {
    const { events, more } = await withSystemTransaction(
      services.database,
      { reason: 'the live feed', companyId },
      async (tx) => {
        if (position === undefined) {
          position = await logEnd(tx);
          return { events: [], more: [] };
        }
        const found = await eventsSince(tx, position, mostRead);
        position = found.position;
        if (found.events.length < mostRead) return { events: found.events, more: [] };
        const end = await logEnd(tx);
        const skipped = await kindsBetween(tx, found.position, end);
        position = end;
        return { events: found.events, more: skipped };
      },
    );
    for (const change of changesOf(companyId, events)) hub.publish(change);
    for (const kind of more) hub.publish({ companyId, kind, recordId: '', action: 'many' });
  };
  const running = (async () => {
    while (!stopped) {
      await look().catch((error: unknown) => services.log.error('the live feed failed; it goes on', { error }));
      await new Promise((resolve) => setTimeout(resolve, everyMs).unref());
    }
  })();
  return async () => {
    stopped = true;
    await Promise.race([running, new Promise((resolve) => setTimeout(resolve, 2000).unref())]);
  };
}

function changesOf(companyId: number, events: readonly LoggedEvent[]): LiveChange[] {
  const kinds = Map.groupBy(events, (event) => event.kind);
  return [...kinds].flatMap(([kind, own]) =>
    own.length > mostAtOnce
      ? [{ companyId, kind, recordId: '', action: 'many' }]
      : own.map(({ recordId, action }) => ({ companyId, kind, recordId, action })),
  );
}

function hubOf(services: RouteServices): LiveHub<LiveChange> {
  const found = feeds.get(services.database);
  if (found !== undefined) return found;
  const made = createLiveHub<LiveChange>(
    async (viewer, { companyId, kind, recordId, action }) =>
      viewer.companyId === companyId && (await isVisible(services, viewer, kind, recordId))
        ? { event: 'change', data: { kind, recordId, action } }
        : undefined,
    (error) => services.log.error('a live message was kept back', { error }),
  );
  feeds.set(services.database, made);
  return made;
}

/** Only of records the viewer may see; a change of others is not even hinted at. */
async function isVisible(
  services: RouteServices,
  viewer: Viewer,
  kindName: string,
  recordId: string,
): Promise<boolean> {
  const definition = recordDefinitions().find((candidate) => candidate.kind.kind === kindName);
  if (definition === undefined || !may(viewer, kindName, 'read')) return false;
  if (readScope(viewer, kindName) === 'all' || recordId === '') return true;
  const { rows } = await readAs(services, viewer, (context) =>
    sql`select 1 from qd.${sql.raw(definition.kind.table)} r
      where ${visibleRows(viewer, definition.kind, 'r')} and r.id = ${recordId}::uuid`.execute(context.tx.kysely),
  );
  return rows.length > 0;
}

export const liveRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/live',
    summary: 'Follow what changes among the records you may see, as server-sent events',
    access: { to: 'signedIn' },
    query: z.object({}),
    response: eventStream,
    handler: async (call) => ({
      body: new EventStream(({ send }) => hubOf(call.services).listen(() => call.viewerNow(), send)),
    }),
  }),
];
