import { z } from 'zod';
import { type AnyRoute, type RouteCall, type Reply, defineRoute } from '#platform/http/define-route.ts';
import { etag, requireVersion } from '#platform/http/if-match.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { manageCompany } from '../company/access.ts';
import { calendarView, changeCalendar, dropDay, keepDay, takeHolidays } from './calendar.ts';
import { type CalendarView, calendarChange, calendarDaySchema, calendarSchema } from './contract.ts';

const path = '/api/settings/calendar';
const access = { to: 'right', right: manageCompany } as const;

type Call = RouteCall<unknown, unknown, unknown>;

/** Does the work and answers with the calendar as it stands after. */
async function answered(call: Call, tx: WriteContext['tx'], work: (context: WriteContext) => Promise<unknown>) {
  await work(await contextOf(call, tx));
  const body = await calendarView(await contextOf(call, tx));
  return { body, headers: { ETag: etag(body.version) } } satisfies Reply<CalendarView>;
}

/** Fiscal year, working week, public holidays. */
export const calendarRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path,
    summary: "Read the company's calendar: fiscal year, working week, holidays and make-up days",
    access,
    response: calendarSchema,
    handler: (call) => call.transaction((tx) => answered(call, tx, async () => undefined)),
  }),
  defineRoute({
    method: 'PATCH',
    path,
    summary: 'Change how the year is cut and which weekdays are worked; If-Match names the version that was read',
    access,
    body: calendarChange,
    response: calendarSchema,
    handler: (call) =>
      call.transaction((tx) =>
        answered(call, tx, (context) => changeCalendar(context, requireVersion(call), call.body)),
      ),
  }),
  defineRoute({
    method: 'PUT',
    path: `${path}/days`,
    summary: 'Keep one day as a holiday, or as worked',
    access,
    body: calendarDaySchema,
    response: calendarSchema,
    handler: (call) => call.transaction((tx) => answered(call, tx, (context) => keepDay(context, call.body))),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${path}/days/:onDate`,
    summary: 'Let the weekday decide about a day again',
    access,
    params: z.object({ onDate: z.iso.date() }),
    response: calendarSchema,
    handler: (call) => call.transaction((tx) => answered(call, tx, (context) => dropDay(context, call.params.onDate))),
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/chinese-holidays`,
    summary: 'Take over the public holidays of mainland China of a year, with the weekend days worked instead',
    access,
    body: z.object({ year: z.int().min(2000).max(2100) }),
    response: calendarSchema,
    handler: (call) => call.once((tx) => answered(call, tx, (context) => takeHolidays(context, call.body.year))),
  }),
];
