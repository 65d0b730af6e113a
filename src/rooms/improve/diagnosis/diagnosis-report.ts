import type { ChartSpec } from '#kernel/chart.ts';
import type { Language } from '#kernel/local-text.ts';
import type { Finding } from '#engines/diagnosis/finding.ts';
import { stepLine } from './step-text.ts';
import type { StoredDiagnosis } from './run-diagnosis.ts';

const texts = {
  title: { en: 'Diagnosis', 'zh-Hans': '销售诊断', 'zh-Hant': '銷售診斷' },
  asOf: { en: 'As of', 'zh-Hans': '截至', 'zh-Hant': '截至' },
  stake: { en: 'Money at stake', 'zh-Hans': '涉及金额', 'zh-Hant': '涉及金額' },
  interval: { en: '80 % interval', 'zh-Hans': '80% 区间', 'zh-Hant': '80% 區間' },
  causes: { en: 'Likely causes', 'zh-Hans': '可能原因', 'zh-Hant': '可能原因' },
  action: { en: 'Suggested action', 'zh-Hans': '建议行动', 'zh-Hant': '建議行動' },
  how: { en: 'How it was computed', 'zh-Hans': '计算过程', 'zh-Hant': '計算過程' },
  unchecked: { en: 'Could not be checked', 'zh-Hans': '未能检查的项目', 'zh-Hant': '未能檢查的項目' },
  nothing: {
    en: 'Nothing stands out beyond chance.',
    'zh-Hans': '没有超出偶然的异常。',
    'zh-Hant': '沒有超出偶然的異常。',
  },
  confidence: { en: 'Confidence', 'zh-Hans': '置信度', 'zh-Hant': '置信度' },
} as const;

const style = `body{font:14px/1.6 "PingFang SC","Noto Sans SC","Microsoft YaHei",system-ui,sans-serif;max-width:900px;margin:32px auto;padding:0 16px;color:#1a1d21}
h1{font-size:22px;margin:0}h2{font-size:16px;margin:0 0 4px}.meta,.muted{color:#5c636b}section{border-top:1px solid #d9dce0;padding:20px 0;break-inside:avoid}
.money{font-variant-numeric:tabular-nums;font-weight:600}.high{color:#b42318}.medium{color:#92600a}ul,ol{margin:4px 0;padding-left:20px}svg{max-width:100%;height:auto}
table{border-collapse:collapse}td{padding:2px 16px 2px 0;vertical-align:top}@media print{body{margin:0}}`;

/** A self-contained, printable page in one language; every text is escaped. */
export async function diagnosisReport(
  diagnosis: StoredDiagnosis,
  company: string,
  language: Language,
  draw: (chart: ChartSpec, width?: number, height?: number) => Promise<string>,
): Promise<string> {
  const sections = await Promise.all(
    diagnosis.findings.map((finding) => section(finding, diagnosis.currency, language, draw)),
  );
  const unchecked = diagnosis.unchecked
    .map(({ rule, needs }) => `<tr><td>${escape(rule)}</td><td>${escape(needs[language])}</td></tr>`)
    .join('');
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${texts.title[language]} · ${escape(company)}</title><style>${style}</style></head>
<body><h1>${texts.title[language]} · ${escape(company)}</h1><p class="meta">${texts.asOf[language]} ${diagnosis.asOf}</p>
${sections.length === 0 ? `<p>${texts.nothing[language]}</p>` : sections.join('\n')}
${unchecked === '' ? '' : `<section><h2>${texts.unchecked[language]}</h2><table>${unchecked}</table></section>`}</body></html>\n`;
}

async function section(
  finding: Finding,
  currency: string,
  language: Language,
  draw: (chart: ChartSpec, width?: number, height?: number) => Promise<string>,
): Promise<string> {
  const money = (amount: number): string =>
    new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 0 }).format(amount);
  const stake =
    finding.money === null
      ? ''
      : `<p class="money ${finding.severity}">${texts.stake[language]} ${money(finding.money.mid)} <span class="muted">${texts.interval[language]} ${money(finding.money.low)} – ${money(finding.money.high)}</span></p>`;
  const steps = finding.trace
    .map((step) => stepLine(step, language, currency))
    .map(
      ({ step, output, inputs, source }) =>
        `<li>${escape(step)}${output === undefined ? '' : ` <b>${escape(output)}</b>`}${inputs === '' ? '' : `<br><span class="muted">${escape(inputs)}</span>`}${source === undefined ? '' : ` <span class="muted">(${escape(source)})</span>`}</li>`,
    )
    .join('');
  return `<section><h2>${escape(finding.title[language])}</h2>${stake}
${await draw(finding.evidence.charts[language], 800, 320)}
<p><strong>${texts.causes[language]}</strong></p><ul>${finding.causes.map((cause) => `<li>${escape(cause[language])}</li>`).join('')}</ul>
<p><strong>${texts.action[language]}</strong> ${escape(finding.action[language])}</p>
<p class="muted">${texts.confidence[language]} ${(finding.confidence * 100).toFixed(1)} %</p><p><strong>${texts.how[language]}</strong></p><ol>${steps}</ol></section>`;
}

function escape(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
