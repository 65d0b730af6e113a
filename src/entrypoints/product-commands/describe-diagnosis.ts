import { type Language, type LocalText, text } from '#kernel/local-text.ts';
import { fromDayNumber } from '#kernel/civil-date.ts';
import type { Finding } from '#engines/diagnosis/finding.ts';
import type { ImportReport } from '#platform/importing/import-report.ts';
import type { StoredDiagnosis } from '#rooms/improve/diagnosis/run-diagnosis.ts';
import { stepLine } from '#rooms/improve/diagnosis/step-text.ts';
import { chartTable } from '#web/charts/chart-table.ts';
import { WrongCall } from '../command-arguments.ts';
import { terminalTable } from '../terminal-table.ts';

const say = {
  asOf: text('As of', '截至', '截至'),
  interval: text('money in', '金额单位', '金額單位'),
  eighty: text('80 % interval', '80% 区间', '80% 區間'),
  run: text('Rules run', '已运行的规则', '已執行的規則'),
  healthy: text('Nothing stands out beyond chance.', '没有超出偶然的异常。', '沒有超出偶然的異常。'),
  severity: text('severity', '程度', '程度'),
  stake: text('money at stake', '涉及金额', '涉及金額'),
  finding: text('finding', '发现', '發現'),
  unchecked: text('Could not be checked', '未能检查', '未能檢查'),
  rule: text('rule', '规则', '規則'),
  needs: text('needs', '需要', '需要'),
  open: text(
    'Open one with --only N: its evidence, rows and working.',
    '用 --only N 打开一项：证据、明细与计算过程。',
    '用 --only N 開啟一項：證據、明細與計算過程。',
  ),
  evidence: text('Evidence', '证据', '證據'),
  rows: text('Its rows', '明细', '明細'),
  working: text('How it was computed', '计算过程', '計算過程'),
  causes: text('Likely causes', '可能原因', '可能原因'),
  action: text('Suggested action', '建议行动', '建議行動'),
  confidence: text('Confidence', '置信度', '信賴度'),
  again: text('Again', '重现', '重現'),
  high: text('high', '高', '高'),
  medium: text('medium', '中', '中'),
  low: text('low', '低', '低'),
  read: text('Files read', '已读取文件', '已讀取檔案'),
  leftOut: text('left out', '未使用', '未使用'),
} as const satisfies Readonly<Record<string, LocalText>>;

const headings: Readonly<Record<string, LocalText>> = {
  name: text('name', '名称', '名稱'),
  value: text('value', '数值', '數值'),
  low: text('low', '下限', '下限'),
  high: text('high', '上限', '上限'),
  group: text('group', '分组', '分組'),
};

/** The list, ranked, with what could not be checked. */
export function describeDiagnosis(diagnosis: StoredDiagnosis, language: Language, imported?: ImportReport): string {
  const rows = diagnosis.findings.map((finding, i) => [
    i + 1,
    say[finding.severity][language],
    stake(finding, language),
    finding.title[language],
  ]);
  const parts = [
    `${say.asOf[language]} ${fromDayNumber(diagnosis.asOfDay)}; ${say.interval[language]} ${diagnosis.currency}, ${say.eighty[language]}. ${say.run[language]}: ${diagnosis.checked.join(', ')}.`,
    rows.length === 0
      ? say.healthy[language]
      : `${terminalTable([{ header: '', align: 'right' }, { header: say.severity[language] }, { header: say.stake[language], align: 'right' }, { header: say.finding[language] }], rows)}\n${say.open[language]}`,
  ];
  if (imported !== undefined)
    parts.unshift(
      `${say.read[language]}:\n${imported.files
        .map(
          ({ file, rows: read, kinds, ignored }) =>
            `  ${file}: ${ignored === undefined ? `${read} → ${kinds.join(', ')}` : `${say.leftOut[language]}: ${ignored}`}`,
        )
        .join('\n')}`,
    );
  if (diagnosis.unchecked.length > 0) {
    const table = terminalTable(
      [{ header: say.rule[language] }, { header: say.needs[language] }],
      diagnosis.unchecked.map(({ rule, needs }) => [rule, needs[language]]),
    );
    parts.push(`${say.unchecked[language]}:\n${table}`);
  }
  return `${parts.join('\n\n')}\n`;
}

/** One finding whole: what a person needs to believe or refute it. */
export function describeFinding(finding: Finding, currency: string, language: Language): string {
  const table = chartTable(finding.evidence.charts[language]);
  const steps = finding.trace
    .map((step) => stepLine(step, language, currency))
    .map(({ step, output, inputs, source }, i) =>
      [
        `${i + 1}. ${step}${output === undefined ? '' : ` = ${output}`}`,
        ...(inputs === '' ? [] : [`   ${inputs}`]),
        ...(source === undefined ? [] : [`   (${source})`]),
      ].join('\n'),
    );
  const rows = finding.evidence.rows;
  return `${[
    finding.title[language],
    `${say.stake[language]}: ${stake(finding, language)} ${currency} · ${say.severity[language]}: ${say[finding.severity][language]} · ${say.confidence[language]}: ${(Math.min(finding.confidence, 0.9999) * 100).toFixed(2)} %`,
    `${say.evidence[language]}: ${finding.evidence.charts[language].title}\n${terminalTable(
      table.columns.map(({ heading }, i) => ({
        header: 'text' in heading ? heading.text : (headings[heading.word]?.[language] ?? heading.word),
        align: typeof table.rows[0]?.[i] === 'number' ? ('right' as const) : ('left' as const),
      })),
      table.rows.map((row) => row.map(cell)),
    )}`,
    ...(rows === null
      ? []
      : [`${say.rows[language]}: ${rows.kind} ${rows.filter.map((one) => `filter=${one}`).join(' ')}`]),
    `${say.working[language]}:\n${steps.join('\n')}`,
    `${say.causes[language]}: ${finding.causes.map((cause) => cause[language]).join('; ')}`,
    `${say.action[language]}: ${finding.action[language]}`,
    `${say.again[language]}: quarterdeck diagnose --only '${finding.rule}/${finding.subject}'`,
  ].join('\n\n')}\n`;
}

export function chosenFinding({ findings }: StoredDiagnosis, wanted: string): Finding {
  const found =
    findings[Number(wanted) - 1] ?? findings.find((finding) => `${finding.rule}/${finding.subject}` === wanted);
  if (found === undefined)
    throw new WrongCall(
      `invalid --only: ${wanted} (a number from 1 to ${findings.length}, or RULE/SUBJECT of a finding, is expected)`,
    );
  return found;
}

function stake({ money }: Finding, language: Language): string {
  const shown = (amount: number): string => Math.round(amount).toLocaleString(language);
  return money === null ? '' : `${shown(money.mid)} (${shown(money.low)} – ${shown(money.high)})`;
}

function cell(value: string | number | null): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(4))) : (value ?? '');
}
