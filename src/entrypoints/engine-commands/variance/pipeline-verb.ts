import { type PipelineFigures, pipelineVariance } from '#engines/variance/pipeline-variance.ts';
import { WrongCall } from '../../command-arguments.ts';
import { readDeals } from '../forecast/read-deals.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { periodRange } from './period-range.ts';
import { sidesOptions } from './sales-verb.ts';
import { varianceAnswer } from './variance-answer.ts';

export const pipelineVerb: EngineVerb = {
  summary: 'Won value against another period: open deals, cycle, win rate, deal size, days, adding up to the last unit',
  files: [1, 1],
  input: 'id, created, closed?, outcome?, stage?, amount and the columns named by --by',
  options: sidesOptions,
  async run(call) {
    const [actual, reference] = [call.options.actual as string, call.options.reference as string];
    const ranges = [actual, reference].map((text, i) => {
      const range = periodRange(text);
      if (range === undefined)
        throw new WrongCall(
          `invalid --${i === 0 ? 'actual' : 'reference'}: ${text} (2017, 2017-Q3, 2017-05 or 2017-01-01..2017-03-31 is expected)`,
        );
      return range;
    });
    const dimensions = (call.options.by as readonly string[] | undefined) ?? [];
    const table = await call.readTable(call.files[0]);
    const { deals, usage, notes } = readDeals(table, call.map, dimensions);
    const decimals = call.options.decimals as number;
    const unit = 10 ** decimals;
    const found = pipelineVariance(
      deals.map((deal) => ({
        slice: dimensions.map((name) => deal.traits[name]),
        created: deal.created,
        closed: deal.closed,
        won: deal.won === true,
        amountMinor: BigInt(Math.round((deal.amount ?? 0) * unit)),
      })),
      ranges[0],
      ranges[1],
    );
    const side = ({ wonMinor, dealSize, ...rest }: PipelineFigures) => ({
      ...rest,
      ...(dealSize === undefined ? {} : { dealSize: dealSize / unit }),
      wonValue: Number(wonMinor) / unit,
    });
    const withoutAmount = deals.filter((deal) => deal.won === true && deal.amount === undefined).length;
    return varianceAnswer(
      {
        ...found,
        referenceMinor: found.reference.wonMinor,
        actualMinor: found.actual.wonMinor,
        slices: found.slices.map((one) => ({
          ...one,
          referenceMinor: one.reference.wonMinor,
          actualMinor: one.actual.wonMinor,
          more: { figures: { reference: side(one.reference), actual: side(one.actual) } },
        })),
      },
      {
        actual,
        reference,
        dimensions,
        decimals,
        usage,
        notes:
          withoutAmount === 0
            ? notes
            : [...notes, `${withoutAmount} won deals have no amount; they count as deals of 0`],
        more: { figures: { reference: side(found.reference), actual: side(found.actual) } },
      },
    );
  },
};
