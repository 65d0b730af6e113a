import type { EngineCommand } from './define-engine-command.ts';
import { factorsVerb } from './variance/factors-verb.ts';
import { pipelineVerb } from './variance/pipeline-verb.ts';
import { salesVerb } from './variance/sales-verb.ts';

export const varianceCommand: EngineCommand = {
  name: 'variance',
  summary: 'Why a figure differs from last time or from plan, in parts that add up to the last unit',
  verbs: { '': salesVerb, pipeline: pipelineVerb, factors: factorsVerb },
};
