import { isId } from '#kernel/id.ts';
import { Refused } from '#kernel/result.ts';
import { cancelJob, retryJob } from '#platform/jobs/change-job.ts';
import { type ScheduleView, listSchedules, runSchedule } from '#platform/jobs/change-schedule.ts';
import { type JobView, listJobs, readJob } from '#platform/jobs/read-jobs.ts';
import { runAs } from '#platform/records/run-as.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { WrongCall, parseArguments } from '../command-arguments.ts';
import '../job-kinds.ts';
import { withWorkplace, workplaceOptions } from '../local-workplace.ts';
import { terminalTable } from '../terminal-table.ts';
import { commandUsage } from './command-usage.ts';

const options = [
  { name: 'limit', kind: 'whole', help: 'list: how many of the newest (default 20)', min: 1, max: 200 },
  ...workplaceOptions,
] as const;

interface Shown {
  readonly data: unknown;
  readonly text: string;
}

/** `quarterdeck jobs [list] | show ID | cancel ID | retry ID | schedules | run SCHEDULE`. Jobs run in the server or a worker. */
export async function run(args: readonly string[]): Promise<number> {
  const { positional, options: given } = parseArguments(args, options);
  if (given.help === true)
    return commandUsage(
      'jobs [list|show|cancel|retry|schedules|run] [ID or SCHEDULE]',
      'What runs, waits and failed.',
      options,
    );
  const [action = 'list', subject] = positional;
  const act = actionNamed(action, subject, (given.limit as number | undefined) ?? 20);
  try {
    const shown = await withWorkplace(given, (place) => runAs(place, place.viewer, act));
    process.stdout.write(given.json === true ? `${JSON.stringify(shown.data)}\n` : `${shown.text}\n`);
    return 0;
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem;
    process.stderr.write(`quarterdeck: ${problem.message}\n`);
    return 1;
  }
}

function actionNamed(
  action: string,
  subject: string | undefined,
  limit: number,
): (context: WriteContext) => Promise<Shown> {
  const nowOf = (context: WriteContext): number => Date.parse(context.now);
  const one = async (context: WriteContext): Promise<Shown> => {
    const job = await readJob(context.tx, String(subject), nowOf(context));
    return { data: { job }, text: jobTable([job]) };
  };
  if (['show', 'cancel', 'retry'].includes(action) && !isId(subject ?? ''))
    throw new WrongCall(`jobs ${action} needs the id of a job`);
  switch (action) {
    case 'list':
      return async (context) => {
        const { items } = await listJobs(context.tx, { limit }, nowOf(context));
        return { data: { jobs: items }, text: jobTable(items) };
      };
    case 'show':
      return one;
    case 'cancel':
    case 'retry':
      return async (context) => {
        await (action === 'cancel' ? cancelJob : retryJob)(context, String(subject));
        return one(context);
      };
    case 'schedules':
      return async (context) => {
        const schedules = await listSchedules(context);
        return { data: { schedules }, text: scheduleTable(schedules) };
      };
    case 'run': {
      if (subject === undefined) throw new WrongCall('jobs run needs the name of a schedule');
      return async (context) => {
        const job = await runSchedule(context, subject);
        return { data: { job }, text: `Queued as ${job}` };
      };
    }
    default:
      throw new WrongCall(`unknown action ${action} (list, show, cancel, retry, schedules or run is expected)`);
  }
}

function jobTable(jobs: readonly JobView[]): string {
  if (jobs.length === 0) return 'Nothing is queued and nothing ran lately.';
  return terminalTable(
    [
      { header: 'job' },
      { header: 'what' },
      { header: 'state' },
      { header: 'progress', align: 'right' },
      { header: 'started' },
      { header: 'problem' },
    ],
    jobs.map((job) => [job.id, job.title.en, job.state, progressOf(job), job.startedAt ?? '–', job.problem ?? '']),
  );
}

function progressOf(job: JobView): string {
  if (job.total === null) return job.done === 0 ? '' : String(job.done);
  const share = `${Math.round((100 * job.done) / Math.max(1, job.total))} %`;
  return job.remainingSeconds === null ? share : `${share}, ${job.remainingSeconds} s left`;
}

function scheduleTable(schedules: readonly ScheduleView[]): string {
  return terminalTable(
    [{ header: 'schedule' }, { header: 'cron' }, { header: 'next' }, { header: 'last' }, { header: 'how it went' }],
    schedules.map((one) => [
      one.name,
      one.active ? one.cron : `${one.cron} (paused)`,
      one.nextDueAt ?? '–',
      one.lastFinishedAt ?? '–',
      one.lastProblem ?? one.lastState ?? '–',
    ]),
  );
}
