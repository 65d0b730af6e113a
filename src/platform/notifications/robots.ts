import { Refused } from '#kernel/result.ts';
import { sealText } from '#platform/config/sealed-text.ts';
import { appendEvents } from '#platform/event-log/append-events.ts';
import type { ServerSettings } from '#platform/http/server-settings.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { checkAddress } from '#platform/webhooks/change-webhook.ts';
import type { RobotType } from './robot-message.ts';
import { type RobotRow, robotPurpose } from './send-job.ts';

/** A robot as it is shown: its address is a secret and is not read out again. */
export interface Robot {
  readonly id: string;
  readonly name: string;
  readonly type: RobotType;
  readonly host: string;
  readonly signed: boolean;
  readonly lastSentAt: string | null;
  readonly lastProblem: string | null;
}

const mostRobots = 5;

export async function listRobots({ tx, viewer }: WriteContext): Promise<Robot[]> {
  const { rows } = await tx.query<Robot>(
    `select id::text, name, type, host, secret_sealed is not null as signed, last_sent_at as "lastSentAt", last_problem as "lastProblem"
     from qd.group_robot where company_id = qd.current_company() and person_id = $1 order by created_at`,
    [viewer.personId],
  );
  return rows;
}

export async function addRobot(
  context: WriteContext,
  settings: ServerSettings,
  robot: { readonly name: string; readonly type: RobotType; readonly url: string; readonly secret?: string },
): Promise<Robot> {
  checkAddress(settings, robot.url);
  const present = await listRobots(context);
  if (present.length >= mostRobots)
    throw new Refused('too-many-robots', `at most ${mostRobots} group robots; delete one first`);
  const id = newId(context);
  const seal = (value: string): string => sealText(settings.secret, robotPurpose, value);
  await context.tx.query(
    `insert into qd.group_robot (id, person_id, name, type, host, url_sealed, secret_sealed, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      context.viewer.personId,
      robot.name,
      robot.type,
      new URL(robot.url).host,
      seal(robot.url),
      robot.secret === undefined ? null : seal(robot.secret),
      context.now,
    ],
  );
  await note(context, id, 'created', robot.name);
  const made = (await listRobots(context)).find((one) => one.id === id);
  if (made === undefined) throw new Error('the robot that was just made is not there');
  return made;
}

export async function removeRobot(context: WriteContext, id: string): Promise<void> {
  const gone = await context.tx.query<{ name: string }>(
    'delete from qd.group_robot where company_id = qd.current_company() and person_id = $2 and id = $1 returning name',
    [id, context.viewer.personId],
  );
  if (gone.rows.length === 0) throw noRobot(id);
  await note(context, id, 'deleted', gone.rows[0].name);
}

export async function robotToTest({ tx, viewer }: WriteContext, id: string): Promise<RobotRow> {
  const { rows } = await tx.query<RobotRow>(
    `select id::text, type, url_sealed as url, secret_sealed as secret from qd.group_robot
     where company_id = qd.current_company() and person_id = $2 and id = $1`,
    [id, viewer.personId],
  );
  if (rows.length === 0) throw noRobot(id);
  return rows[0];
}

function noRobot(id: string): Refused {
  return new Refused('not-found', 'you have no group robot with this id', { field: 'id', found: id });
}

async function note(context: WriteContext, id: string, action: string, name: string): Promise<void> {
  await appendEvents(context.tx, context.author, [
    { id: newId(context), action, kind: 'groupRobot', recordId: id, changes: {}, note: name },
  ]);
}
