import { type RecordKind, fieldOf } from '#kernel/record-kind.ts';
import { Refused } from '#kernel/result.ts';
import type { NewDesign } from './contract.ts';

/**
 * Judges a design by itself: it has open steps, then a way to win and one to lose; names are told apart; what a step requires
 * are fields that people can fill in.
 * @throws Refused
 */
export function checkDesign(design: Pick<NewDesign, 'stages'>, opportunity: RecordKind): void {
  const { stages } = design;
  for (const outcome of ['open', 'won', 'lost'] as const) {
    if (!stages.some((stage) => stage.outcome === outcome))
      throw new Refused('incomplete-pipeline', `the pipeline has no ${outcome} stage`, {
        field: 'stages',
        expected: 'at least one open, one won and one lost stage',
      });
  }
  const firstClosed = stages.findIndex((stage) => stage.outcome !== 'open');
  const late = stages.findIndex((stage, i) => i > firstClosed && stage.outcome === 'open');
  if (late !== -1)
    throw new Refused('closed-before-open', 'won and lost come after every open stage', {
      field: `stages.${late}.outcome`,
      found: stages[late].name,
      expected: 'open stages first',
    });
  const names = stages.map(({ name }) => name.normalize('NFKC').toLowerCase());
  const twice = names.findIndex((name, i) => names.indexOf(name) !== i);
  if (twice !== -1)
    throw new Refused('duplicate-stage', 'two stages have the same name', {
      field: `stages.${twice}.name`,
      found: stages[twice].name,
    });
  for (const [i, stage] of stages.entries()) {
    const chance = stage.outcome === 'won' ? 1 : stage.outcome === 'lost' ? 0 : undefined;
    if (chance !== undefined && stage.probability !== chance)
      throw new Refused('invalid-chance', `a ${stage.outcome} stage has a chance of ${chance}`, {
        field: `stages.${i}.probability`,
        found: stage.probability,
        expected: String(chance),
      });
    for (const name of stage.requiredFields) {
      const field = fieldOf(opportunity, name);
      if (field === undefined || field.computed === true)
        throw new Refused('unknown-field', `${stage.name} requires ${name}, which nobody can fill in`, {
          field: `stages.${i}.requiredFields`,
          found: name,
          expected: 'a field of the opportunity',
        });
    }
  }
}
