import { withSystemTransaction } from '#platform/database/transaction.ts';
import { verifyLog } from '#platform/event-log/verify-log.ts';
import { parseArguments } from '../command-arguments.ts';
import { withWorkplace, workplaceOptions } from '../local-workplace.ts';
import { commandUsage } from './command-usage.ts';

const options = [
  { name: 'anchor', kind: 'text', help: 'a head noted earlier: shows that nothing was cut off since' },
  ...workplaceOptions,
] as const;

/** `quarterdeck verify-log`: exit code 1 and the first broken row when the log was altered. */
export async function run(args: readonly string[]): Promise<number> {
  const { options: given } = parseArguments(args, options);
  if (given.help === true) return commandUsage('verify-log', 'Recomputes the hash chain of the event log.', options);
  const verdict = await withWorkplace(given, (place) =>
    withSystemTransaction(
      place.database,
      { reason: 'verify the event log', companyId: place.viewer.companyId },
      (tx) => verifyLog(tx, place.viewer.companyId, given.anchor as string | undefined),
      { statementTimeoutMs: 0 },
    ),
  );
  if (given.json === true) process.stdout.write(`${JSON.stringify(verdict)}\n`);
  else if (verdict.intact)
    process.stdout.write(`Intact: ${verdict.events} events in ${verdict.blocks} sealed blocks. Head ${verdict.head}\n`);
  else
    process.stdout.write(
      `BROKEN in block ${verdict.broken?.block}${verdict.broken?.eventId === undefined ? '' : `, event ${verdict.broken.eventId}`}: ${verdict.broken?.problem}\n`,
    );
  return verdict.intact ? 0 : 1;
}
