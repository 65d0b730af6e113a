import { textOf } from '#kernel/text-of.ts';
import { parseFilter } from '#platform/records/filter.ts';
import { listRecords } from '#platform/records/list-records.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import type { SentRecord } from '#platform/records/send-record.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import type { CalendarEntry } from './icalendar.ts';

const daysBack = 90;
const daysAhead = 365;
const most = 2000;
const usualMinutes = 60;

/** The viewer's own visits, meetings and demos, and their tasks with a day, from three months ago to a year ahead. */
export async function loadEntries(context: WriteContext, baseUrl: string): Promise<CalendarEntry[]> {
  const now = Temporal.Instant.from(context.now);
  const today = Temporal.PlainDate.from(context.today);
  const own = `ownerId:eq:${context.viewer.personId}`;
  const activities = await allOf(context, 'activity', [
    own,
    'type:in:visit,meeting,demo',
    `occurredAt:gte:${now.subtract({ hours: 24 * daysBack }).toString()}`,
    `occurredAt:lte:${now.add({ hours: 24 * daysAhead }).toString()}`,
  ]);
  const tasks = await allOf(context, 'task', [
    own,
    `dueOn:gte:${today.subtract({ days: daysBack }).toString()}`,
    `dueOn:lte:${today.add({ days: daysAhead }).toString()}`,
  ]);
  return [
    ...activities.map((activity) => activityEntry(activity, baseUrl)),
    ...tasks.map((task) => taskEntry(task, baseUrl)),
  ];
}

async function allOf(context: WriteContext, kindName: string, filter: readonly string[]): Promise<SentRecord[]> {
  const { kind } = recordDefinition(kindName);
  const found: SentRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await listRecords(context, kind, { filter: parseFilter(filter), limit: 200, cursor });
    found.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && found.length < most);
  return found;
}

function activityEntry(activity: SentRecord, baseUrl: string): CalendarEntry {
  const customer = activity.labels?.accountId ?? null;
  return {
    uid: `${activity.id}@quarterdeck`,
    summary: customer === null ? textOf(activity.subject) : `${textOf(activity.subject)} · ${customer}`,
    description: [activity.result, activity.note]
      .map((part) => textOf(part ?? ''))
      .filter(Boolean)
      .join('\n'),
    url: new URL(`/selling/activities/${activity.id}`, baseUrl).href,
    when: {
      start: textOf(activity.occurredAt),
      minutes: typeof activity.minutes === 'number' && activity.minutes > 0 ? activity.minutes : usualMinutes,
    },
    sequence: activity.version,
    changedAt: textOf(activity.updatedAt),
  };
}

function taskEntry(task: SentRecord, baseUrl: string): CalendarEntry {
  const done = task.status === 'done';
  return {
    uid: `${task.id}@quarterdeck`,
    summary: `${done ? '✓' : '☐'} ${textOf(task.subject)}`,
    description: textOf(task.note ?? ''),
    url: new URL(`/today/tasks/${task.id}`, baseUrl).href,
    when: { day: textOf(task.dueOn) },
    sequence: task.version,
    changedAt: textOf(task.updatedAt),
    done,
  };
}
