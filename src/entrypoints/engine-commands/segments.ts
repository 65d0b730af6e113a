import type { EngineCommand } from './define-engine-command.ts';
import { abcVerb } from './segments/abc-verb.ts';
import { clusterVerb } from './segments/cluster-verb.ts';
import { cohortsVerb } from './segments/cohorts-verb.ts';
import { rfmVerb } from './segments/rfm-verb.ts';
import { xyzVerb } from './segments/xyz-verb.ts';

export const segmentsCommand: EngineCommand = {
  name: 'segments',
  summary: 'Who are the customers and products: RFM, ABC, XYZ, clusters, cohort retention',
  verbs: { rfm: rfmVerb, abc: abcVerb, xyz: xyzVerb, cluster: clusterVerb, cohorts: cohortsVerb },
};
