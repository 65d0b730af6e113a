import { writeFile } from 'node:fs/promises';
import { type Language, languages } from '#kernel/local-text.ts';
import { runAs } from '#platform/records/run-as.ts';
import { type StoredDiagnosis, runDiagnosis } from '#rooms/improve/diagnosis/run-diagnosis.ts';
import { diagnosisReport } from '#rooms/improve/diagnosis/diagnosis-report.ts';
import { parseArguments } from '../command-arguments.ts';
import { drawSvg } from '../draw-svg.ts';
import { withWorkplace, workplaceOptions } from '../local-workplace.ts';
import { terminalTable } from '../terminal-table.ts';
import { commandUsage } from './command-usage.ts';

const options = [
  { name: 'report', kind: 'text', help: 'write a printable report to this .html file' },
  { name: 'lang', kind: 'text', help: 'language of the answer', oneOf: languages, fallback: 'en' },
  ...workplaceOptions,
] as const;

/** `quarterdeck diagnose [--report FILE] [--lang …]`. */
export async function run(args: readonly string[]): Promise<number> {
  const { options: given } = parseArguments(args, options);
  if (given.help === true)
    return commandUsage('diagnose', 'Examines the company and ranks what it finds by money at stake.', options);
  const language = given.lang as Language;
  const { diagnosis, company } = await withWorkplace(given, (place) =>
    runAs(
      place,
      place.viewer,
      async (context) => ({ diagnosis: await runDiagnosis(context), company: context.company.name }),
      { statementTimeoutMs: 0 },
    ),
  );
  if (typeof given.report === 'string')
    await writeFile(given.report, await diagnosisReport(diagnosis, company, language, drawSvg));
  process.stdout.write(given.json === true ? `${JSON.stringify(diagnosis)}\n` : describe(diagnosis, language));
  return 0;
}

function describe(diagnosis: StoredDiagnosis, language: Language): string {
  const money = (amount: number): string => Math.round(amount).toLocaleString('en');
  const findings = diagnosis.findings.map((finding) => [
    finding.severity,
    finding.money === null
      ? ''
      : `${money(finding.money.mid)} (${money(finding.money.low)} – ${money(finding.money.high)})`,
    finding.title[language],
  ]);
  const unchecked = diagnosis.unchecked.map(({ rule, needs }) => [rule, needs[language]]);
  const parts = [
    `As of ${diagnosis.asOf}; money in ${diagnosis.currency}, 80 % interval. Rules run: ${diagnosis.checked.join(', ')}.`,
    findings.length === 0
      ? 'Nothing stands out beyond chance.'
      : terminalTable(
          [{ header: 'severity' }, { header: 'money at stake', align: 'right' }, { header: 'finding' }],
          findings,
        ),
  ];
  if (unchecked.length > 0)
    parts.push(`Could not be checked:\n${terminalTable([{ header: 'rule' }, { header: 'needs' }], unchecked)}`);
  return `${parts.join('\n\n')}\n`;
}
