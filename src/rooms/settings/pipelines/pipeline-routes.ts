import { z } from 'zod';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { managePipelines } from './access.ts';
import { newDesign, pipelineDesign, pipelineVersion } from './contract.ts';
import { addPipeline, putDesign } from './put-design.ts';
import { pipelines, pipelineVersions } from './read-pipelines.ts';

const path = '/api/settings/pipelines';
const access = { to: 'right', right: managePipelines } as const;
const params = z.object({ id: z.uuid() });
const response = z.object({ pipelines: z.array(pipelineDesign) });

/** The steps of the sales process, as designs that are put into force whole. */
export const pipelineRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path,
    summary: 'Read every pipeline as it is designed, with the deals in each stage',
    access,
    response,
    handler: (call) =>
      call.transaction(async (tx) => ({ body: { pipelines: await pipelines(await contextOf(call, tx)) } })),
  }),
  defineRoute({
    method: 'POST',
    path,
    summary: 'Make a pipeline with its first design',
    access,
    body: newDesign.omit({ version: true, moves: true }),
    response,
    handler: (call) =>
      call.once(async (tx) => {
        const context = await contextOf(call, tx);
        await addPipeline(context, call.body);
        return { status: 201, body: { pipelines: await pipelines(context) } };
      }),
  }),
  defineRoute({
    method: 'PUT',
    path: `${path}/:id/design`,
    summary: 'Put a design into force as the next version; deals of stages taken out move where it says',
    access,
    params,
    body: newDesign,
    response,
    handler: (call) =>
      call.once(async (tx) => {
        const context = await contextOf(call, tx);
        await putDesign(context, call.params.id, call.body);
        return { body: { pipelines: await pipelines(context) } };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: `${path}/:id/versions`,
    summary: 'Read the designs that were put into force, newest first',
    access,
    params,
    response: z.object({ versions: z.array(pipelineVersion) }),
    handler: (call) =>
      call.transaction(async (tx) => ({
        body: { versions: await pipelineVersions(await contextOf(call, tx), call.params.id) },
      })),
  }),
];
