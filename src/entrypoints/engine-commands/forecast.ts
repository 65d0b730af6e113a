import type { EngineCommand } from './define-engine-command.ts';
import { pipelineVerb } from './forecast/pipeline-verb.ts';
import { seriesVerb } from './forecast/series-verb.ts';

export const forecastCommand: EngineCommand = {
  name: 'forecast',
  summary: 'What comes next: time series and the sales pipeline, with intervals',
  verbs: { series: seriesVerb, pipeline: pipelineVerb },
};
