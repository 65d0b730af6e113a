import nodemailer from 'nodemailer';
import { z } from 'zod';
import { type LocalText, text } from '#kernel/local-text.ts';
import { openText } from '#platform/config/sealed-text.ts';
import type { Transaction } from '#platform/database/transaction.ts';
import { UnreachableAddress, safeFetch } from '#platform/http/safe-fetch.ts';
import { type JobServices, type JobWork, defineJobKind } from '#platform/jobs/job-kind.ts';
import { type Message, type RobotType, robotProblem, robotRequest } from './robot-message.ts';

const title = text('Send notifications', '发送通知', '傳送通知');
const one = text('Quarterdeck', '帷幄', '帷幄');
const many = text('{count} notifications from Quarterdeck', '帷幄：{count} 条通知', '帷幄：{count} 則通知');
const footer = text('Choose what you are told: {link}', '选择接收哪些通知：{link}', '選擇接收哪些通知：{link}');

/** Sends what a channel owes one person as one message; tried again by the queue when it does not get through. */
export const sendNoticesJob = defineJobKind({
  kind: 'sendNotices',
  lane: 'quick',
  attempts: 8,
  args: z.object({ personId: z.uuid(), channel: z.enum(['email', 'robots']), outboxIds: z.array(z.uuid()).min(1) }),
  title: () => title,
  quiet: true,
  run: async (work, { personId, channel, outboxIds }) => {
    const notices = await work.asSystem('read the notices to send', (tx) => readNotices(tx, personId, outboxIds));
    if (notices.length === 0) return { sent: 0 };
    const message = messageOf(work, notices);
    const sent = channel === 'email' ? await mail(work, message) : await tellRobots(work, personId, message);
    await work.asSystem('note what was sent', (tx) =>
      tx.query(
        'update qd.notification_outbox set sent_at = $2 where company_id = qd.current_company() and id = any($1::uuid[])',
        [outboxIds, work.services.clock.now().toString()],
      ),
    );
    return { sent };
  },
});

interface NoticeRow {
  readonly title: LocalText & { readonly body?: LocalText };
  readonly link: string | null;
}

async function readNotices(tx: Transaction, personId: string, ids: readonly string[]): Promise<NoticeRow[]> {
  const { rows } = await tx.query<NoticeRow>(
    `select n.title, n.link from qd.notification_outbox o join qd.notification n on n.company_id = o.company_id and n.id = o.notification_id
     where o.company_id = qd.current_company() and o.person_id = $1 and o.id = any($2::uuid[]) and o.sent_at is null order by n.created_at, n.id`,
    [personId, ids],
  );
  return rows;
}

function messageOf({ viewer, services }: JobWork, notices: readonly NoticeRow[]): Message {
  const { language } = viewer;
  return {
    heading: notices.length === 1 ? one[language] : many[language].replace('{count}', String(notices.length)),
    lines: notices.map((notice) => ({
      text: notice.title[language],
      ...(notice.title.body === undefined ? {} : { detail: notice.title.body[language] }),
      ...(notice.link === null ? {} : { link: new URL(notice.link, services.baseUrl()).href }),
    })),
  };
}

async function mail({ viewer, services }: JobWork, message: Message): Promise<number> {
  const { settings } = services;
  if (settings.mail === undefined || viewer.email === null) return 0;
  const transport = nodemailer.createTransport(settings.mail.url, { disableFileAccess: true, disableUrlAccess: true });
  const settingsPage = new URL('/settings/notifications', services.baseUrl()).href;
  try {
    await transport.sendMail({
      from: settings.mail.from,
      to: { name: '', address: viewer.email },
      subject: message.lines.length === 1 ? message.lines[0].text.replaceAll(/\p{Cc}+/gu, ' ') : message.heading,
      text: [
        ...message.lines.map(({ text: line, detail, link }) => [line, detail, link].filter(Boolean).join('\n')),
        footer[viewer.language].replace('{link}', settingsPage),
      ].join('\n\n'),
    });
  } finally {
    transport.close();
  }
  return 1;
}

async function tellRobots(work: JobWork, personId: string, message: Message): Promise<number> {
  const { rows } = await work.asSystem('the robots of a person', (tx) =>
    tx.query<RobotRow>(
      `select id::text, type, url_sealed as url, secret_sealed as secret from qd.group_robot
       where company_id = qd.current_company() and person_id = $1 order by created_at`,
      [personId],
    ),
  );
  const problems: string[] = [];
  for (const robot of rows) {
    const problem = await tellRobot(work.services, robot, message);
    if (problem !== undefined) problems.push(problem);
    await work.asSystem('how a robot answered', (tx) =>
      tx.query(
        `update qd.group_robot set last_problem = $2, last_sent_at = case when $2::text is null then $3 else last_sent_at end
         where company_id = qd.current_company() and id = $1`,
        [robot.id, problem ?? null, work.services.clock.now().toString()],
      ),
    );
  }
  // Said again to all when none took it; one that failed beside others keeps its problem and is not waited for.
  if (problems.length > 0 && problems.length === rows.length) throw new UnreachableAddress(problems[0]);
  return rows.length - problems.length;
}

export interface RobotRow {
  readonly id: string;
  readonly type: RobotType;
  readonly url: string;
  readonly secret: string | null;
}

export const robotPurpose = 'robot';

/** Makes one robot speak. Returns why it did not. */
export async function tellRobot(
  { settings, clock }: Pick<JobServices, 'settings' | 'clock'>,
  robot: RobotRow,
  message: Message,
): Promise<string | undefined> {
  const keys = [settings.secret, ...(settings.previousSecrets ?? [])];
  const url = openText(keys, robotPurpose, robot.url);
  const secret = robot.secret === null ? undefined : openText(keys, robotPurpose, robot.secret);
  if (url === undefined || (robot.secret !== null && secret === undefined))
    return 'its address cannot be opened with the secret of this installation; enter it again';
  const target = { type: robot.type, url, secret };
  const { url: address, body } = robotRequest(target, message, clock.now().epochMilliseconds);
  try {
    const reply = await safeFetch(
      address,
      {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': String(Buffer.byteLength(body)),
        },
      },
      settings.reach,
    );
    return robotProblem(robot.type, reply.status, reply.body.toString('utf8'));
  } catch (error) {
    if (!(error instanceof UnreachableAddress)) throw error;
    return error.message;
  }
}
