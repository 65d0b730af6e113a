import { priceVolumeMix } from '#engines/variance/price-volume-mix.ts';
import { sliceVariance } from '#engines/variance/slice-variance.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { readSides } from './read-sides.ts';
import { varianceAnswer } from './variance-answer.ts';

export const sidesOptions = [
  {
    name: 'actual',
    kind: 'text',
    help: 'the side to explain: a column, a label in "period", or a period of "date" (2017, 2017-Q3, 2017-05, D..D)',
    required: true,
  },
  { name: 'reference', kind: 'text', help: 'the side to compare with, named the same way', required: true },
  { name: 'by', kind: 'list', help: 'columns to split by, from the outside in' },
  { name: 'decimals', kind: 'whole', help: 'decimals of the unit that parts add up to', fallback: 2, min: 0, max: 6 },
] as const;

export const salesVerb: EngineVerb = {
  summary: 'Sales against a reference: volume, mix, price, new and lost, adding up to the last unit',
  files: [1, 1],
  input:
    'amount (or price) and quantity?, with period or date; or two columns of amounts named by --actual and --reference',
  options: [
    ...sidesOptions,
    { name: 'quantity', kind: 'list', help: 'with two columns of amounts: the two columns of quantities' },
    {
      name: 'convention',
      kind: 'text',
      help: 'how what interacts is shared',
      oneOf: ['shapley', 'standard'],
      fallback: 'shapley',
    },
  ],
  async run(call) {
    const sides = await readSides(call);
    const { actual, reference, hasQuantity, usage, notes } = sides;
    const head = {
      actual: call.options.actual as string,
      reference: call.options.reference as string,
      dimensions: sides.dimensions,
      decimals: call.options.decimals as number,
      usage,
      notes: hasQuantity ? notes : [...notes, 'no quantity: the gap is split by slice only'],
    };
    if (!hasQuantity) {
      const found = sliceVariance(actual, reference);
      return varianceAnswer({ ...found, trace: [{ step: 'add up amounts by slice and side' }] }, head);
    }
    const dimensions = sides.dimensions.length === 0 ? [whole] : sides.dimensions;
    const found = priceVolumeMix(
      sides.dimensions.length === 0 ? actual.map((line) => ({ ...line, slice: [whole] })) : actual,
      sides.dimensions.length === 0 ? reference.map((line) => ({ ...line, slice: [whole] })) : reference,
      { dimensions, convention: call.options.convention as 'shapley' | 'standard' },
    );
    const parts =
      sides.dimensions.length === 0 ? found.parts.filter(({ name }) => name !== `mix of ${whole}`) : found.parts;
    const unit = 10 ** head.decimals;
    return varianceAnswer(
      {
        ...found,
        parts,
        slices: found.slices.map((one) => ({
          ...one,
          more: {
            ...(one.referencePrice === undefined ? {} : { referencePrice: one.referencePrice / unit }),
            ...(one.actualPrice === undefined ? {} : { actualPrice: one.actualPrice / unit }),
          },
        })),
      },
      head,
    );
  },
};

const whole = 'everything';
