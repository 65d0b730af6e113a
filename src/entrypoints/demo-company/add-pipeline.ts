import type { Id } from '#kernel/id.ts';
import { stageProfiles } from './catalogue.ts';
import type { Row } from './tables.ts';
import { type World, instantOf } from './world.ts';

/** The standard process; returns the ids of its stages in order. */
export function addPipeline(world: World, authorId: Id): Id[] {
  const createdAt = instantOf(world.startDay - 400, 10);
  const common = () => ({ id: world.newId(createdAt), createdAt, createdBy: authorId });
  const pipeline = { ...common(), name: '标准销售流程 Standard', isDefault: true };
  world.rows.pipeline.push(pipeline);
  return stageProfiles.map((profile, sort) => {
    const stage: Row<'stage'> = {
      ...common(),
      pipelineId: pipeline.id,
      name: profile.name,
      nameEn: profile.english,
      nameHant: profile.traditional,
      sort,
      outcome: profile.outcome,
      probability: profile.probability,
      expectedDays: profile.outcome === 'open' ? profile.days : null,
      criteria: profile.criteria,
    };
    world.rows.stage.push(stage);
    return stage.id;
  });
}
