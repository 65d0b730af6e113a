import { type ResponseCurve, adbudgCurve, powerCurve } from '#engines/sizing/response-curve.ts';
import { type SizingSegment, sizeForce } from '#engines/sizing/size-force.ts';
import { type DataProblem, UnusableData, unusable } from '#kernel/unusable-data.ts';
import { numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import { WrongCall } from '../../command-arguments.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { number, usageLines } from '../segments/print.ts';

const blank = { optional: true, blank: 'keep' } as const;
const spec = {
  segment: textColumn({ also: ['id', 'region', 'product', '细分', '区域'] }),
  people: numberColumn({ min: 0.01, also: ['reps', 'headcount', '人数'] }),
  sales: numberColumn({ min: 0, also: ['revenue', 'amount', '销售额'] }),
  margin: numberColumn({ ...blank, min: 0, max: 1, also: ['毛利率'] }),
  cost: numberColumn({ ...blank, min: 0, also: ['人均成本'] }),
  elasticity: numberColumn({ ...blank, min: 0.001, max: 3, also: ['弹性'] }),
  none: numberColumn({ ...blank, min: 0 }),
  half_more: numberColumn({ ...blank, min: 0 }),
  most: numberColumn({ ...blank, min: 0, also: ['saturation'] }),
};

export const sizeVerb: EngineVerb = {
  summary: 'How many people pay off, and in which segments',
  files: [1, 1],
  input: 'segment, people, sales, margin?, cost?, elasticity? or none?, half_more?, most? (judged sales)',
  options: [
    { name: 'cost', kind: 'number', help: 'cost of one person in the period of the sales', min: 0 },
    { name: 'margin', kind: 'number', help: 'profit per unit of sales before people', min: 0, max: 1 },
    {
      name: 'elasticity',
      kind: 'number',
      help: 'change of sales for a change of people, where the file has none',
      min: 0.001,
      max: 3,
      fallback: 0.34,
    },
    { name: 'people', kind: 'whole', help: 'total number of people, when it is given', min: 0, max: 5000 },
  ],
  async run(call) {
    const table = await call.readTable(call.files[0]);
    const { columns, lines, usage, notes: read } = readColumns(table, spec, call.map);
    const notes = [...read];
    const costs = call.options.cost as number | undefined;
    if (costs === undefined && columns.cost === undefined)
      throw new WrongCall('--cost is required (or a column cost): what one person costs');
    const margins = call.options.margin as number | undefined;
    if (margins === undefined && columns.margin === undefined)
      throw new WrongCall('--margin is required (or a column margin): profit per unit of sales');
    const problems: DataProblem[] = [];
    let assumed = 0;
    const segments = columns.segment.map((id, row): SizingSegment => {
      const [people, sales] = [columns.people[row], columns.sales[row]];
      const value = (name: 'margin' | 'cost', fallback: number | undefined): number => {
        const found = columns[name]?.[row] ?? fallback;
        if (found === undefined)
          problems.push({
            file: table.name,
            line: lines[row],
            column: name,
            found: '',
            expected: `a value, or --${name}`,
          });
        return found ?? 0;
      };
      const judged = [columns.none?.[row], columns.half_more?.[row], columns.most?.[row]];
      let curve: ResponseCurve | undefined;
      if (judged.every((part) => part !== undefined)) {
        const [none = 0, halfMore = 0, most = 0] = judged;
        curve = adbudgCurve(people, sales, { none, halfMore, most });
        if (curve === undefined)
          problems.push({
            file: table.name,
            line: lines[row],
            column: 'none, half_more, most',
            found: judged.join(', '),
            expected: `none < sales (${sales}) < half_more < most`,
          });
      }
      if (curve === undefined) {
        if (columns.elasticity?.[row] === undefined) assumed += 1;
        curve = powerCurve(people, sales, columns.elasticity?.[row] ?? (call.options.elasticity as number));
      }
      return { id, people, curve, margin: value('margin', margins), cost: value('cost', costs) };
    });
    if (problems.length > 0) throw new UnusableData(problems);
    if (segments.length === 0) throw unusable('at least one segment', { file: table.name });
    const people = columns.people.reduce((sum, value) => sum + value, 0);
    if (people > 5000) throw unusable('at most 5000 people', { file: table.name, found: String(people) });
    if (assumed > 0)
      notes.push(
        `${assumed} segments have no response of their own: an elasticity of ${call.options.elasticity as number} was taken`,
      );
    const sized = sizeForce(segments, call.options.people as number | undefined);
    const today = segments.reduce(
      (sum, one) => sum + one.margin * one.curve.sales(one.people) - one.cost * one.people,
      0,
    );
    const around = sized.curve.flatMap((profit, count) => (Number.isFinite(profit) ? [{ people: count, profit }] : []));
    return {
      json: {
        people: sized.people,
        marginalProfit: sized.marginalProfit,
        profit: sized.profit,
        today: { people, profit: today },
        segments: sized.segments.map((one, s) => ({
          ...one,
          curve: segments[s].curve.kind,
          elasticity: segments[s].curve.elasticity,
        })),
        curve: around,
        method: 'response curves and dynamic programming',
        usage,
        notes,
      },
      text: [
        `${number(sized.people)} people bring the most profit (${number(sized.profit)}); today ${number(people)} bring ${number(today)}. One more would add ${number(sized.marginalProfit)}`,
        terminalTable(
          [
            { header: 'segment' },
            { header: 'now', align: 'right' },
            { header: 'best', align: 'right' },
            { header: 'sales', align: 'right' },
            { header: 'profit', align: 'right' },
            { header: 'one more adds', align: 'right' },
          ],
          sized.segments.map((one) => [
            one.id,
            number(one.now),
            one.people,
            number(one.sales),
            number(one.profit),
            number(one.marginalProfit),
          ]),
        ),
        ...usageLines(usage, notes),
      ].join('\n'),
      plot: {
        kind: 'line',
        title: 'Profit by number of people',
        subtitle: `most at ${sized.people}; today ${number(people)}`,
        x: around.map((one) => one.people),
        series: [{ name: 'profit', values: around.map(({ profit }) => profit) }],
        marks: [{ x: sized.people, label: 'best' }],
      },
    };
  },
};
