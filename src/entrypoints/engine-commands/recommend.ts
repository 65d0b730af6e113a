import type { EngineCommand } from './define-engine-command.ts';
import { recommendVerb } from './recommend/recommend-verb.ts';

export const recommendCommand: EngineCommand = {
  name: 'recommend',
  summary: 'What to offer each customer next, with reasons, judged on what was bought afterwards',
  verbs: { '': recommendVerb },
};
