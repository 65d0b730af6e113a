import { z } from 'zod';
import { text } from '#kernel/local-text.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { etag, requireVersion } from '#platform/http/if-match.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { newId } from '#platform/records/write-context.ts';
import { readSettings, settingsSchema, writeSettings } from './notification-settings.ts';
import { robotTypes } from './robot-message.ts';
import { addRobot, listRobots, removeRobot, robotToTest } from './robots.ts';
import { tellRobot } from './send-job.ts';
import { definedTopics } from './topics.ts';

const localText = z.object({ en: z.string(), 'zh-Hans': z.string(), 'zh-Hant': z.string() });
const robotSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(robotTypes),
  host: z.string(),
  signed: z.boolean(),
  lastSentAt: z.string().nullable(),
  lastProblem: z.string().nullable(),
});
const signedIn = { to: 'signedIn' } as const;
const idParams = z.object({ id: z.uuid() });
const base = '/api/settings/notifications';
const testMessage = text(
  'This group now receives notifications from Quarterdeck.',
  '本群已开始接收帷幄通知。',
  '本群組已開始接收帷幄通知。',
);

export const notificationSettingsRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: base,
    summary: 'What you are told, through which channels and when',
    access: signedIn,
    response: z.object({
      settings: settingsSchema,
      version: z.int(),
      topics: z.array(z.object({ topic: z.string(), title: localText, explanation: localText })),
      /** Whether mail is configured and you have an address. */
      emailTo: z.string().nullable(),
      timeZone: z.string(),
    }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const kept = await readSettings(tx, call.viewer.personId);
        const topics = definedTopics().map(({ topic, title, explanation }) => ({ topic, title, explanation }));
        const emailTo = call.services.settings.mail === undefined ? null : call.viewer.email;
        const body = { ...kept, topics, emailTo, timeZone: context.company.timeZone };
        return { body, headers: { ETag: etag(kept.version) } };
      }),
  }),
  defineRoute({
    method: 'PUT',
    path: base,
    summary: 'Choose what you are told, through which channels and when',
    access: signedIn,
    body: settingsSchema,
    response: z.object({ version: z.int() }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const { personId } = call.viewer;
        const version = await writeSettings(tx, personId, call.body, requireVersion(call), context.now);
        await appendEvents(tx, context.author, [
          { id: newId(context), action: 'updated', kind: 'notificationSettings', recordId: personId, changes: {} },
        ]);
        return { body: { version }, headers: { ETag: etag(version) } };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/robots`,
    summary: 'Your group robots',
    access: signedIn,
    response: z.object({ robots: z.array(robotSchema) }),
    handler: (call) =>
      call.transaction(async (tx) => ({ body: { robots: await listRobots(await contextOf(call, tx)) } })),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/robots`,
    summary: 'Have a group robot (WeCom, DingTalk, Feishu, Slack) say your notifications',
    access: signedIn,
    body: z.object({
      name: z.string().trim().min(1).max(100),
      type: z.enum(robotTypes),
      url: z.string().max(2000),
      secret: z.string().min(1).max(200).optional(),
    }),
    response: robotSchema,
    handler: (call) =>
      call.once(async (tx) => ({
        status: 201,
        body: await addRobot(await contextOf(call, tx), call.services.settings, call.body),
      })),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${base}/robots/:id`,
    summary: 'Take a group robot away',
    access: signedIn,
    params: idParams,
    response: z.undefined(),
    handler: (call) =>
      call.transaction(async (tx) => {
        await removeRobot(await contextOf(call, tx), call.params.id);
        return { status: 204, body: undefined };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/robots/:id/test`,
    summary: 'Have a group robot of yours say a line',
    access: signedIn,
    params: idParams,
    body: z.object({}),
    response: z.object({ problem: z.string().nullable() }),
    handler: async (call) => {
      const robot = await call.transaction(async (tx) => robotToTest(await contextOf(call, tx), call.params.id));
      const line = testMessage[call.viewer.language];
      const problem = await tellRobot(call.services, robot, { heading: 'Quarterdeck 帷幄', lines: [{ text: line }] });
      return { body: { problem: problem ?? null } };
    },
  }),
];
