import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestReply, type TestServer, testServer } from '../../../../test/support/test-server.ts';
import type { PipelineDesign } from './contract.ts';

const path = '/api/settings/pipelines';
const bodyOf = (reply: TestReply): Record<string, unknown> => reply.body as Record<string, unknown>;
const stage = (name: string, outcome: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  name,
  nameEn: null,
  nameHant: null,
  outcome,
  probability: outcome === 'won' ? 1 : outcome === 'lost' ? 0 : 0.3,
  expectedDays: null,
  requiredFields: [],
  criteria: null,
  exitCriteria: null,
  ownerRole: null,
  ...more,
});
const closed = [stage('Won', 'won'), stage('Lost', 'lost')];

describe('the design of a pipeline', () => {
  let server: TestServer;
  let design: PipelineDesign;

  const put = async (change: Record<string, unknown>): Promise<TestReply> =>
    server.as('administrator').put(`${path}/${design.id}/design`, change);
  const asStored = (): Record<string, unknown>[] =>
    design.stages.map(({ deals: _deals, lacking: _lacking, ...own }) => own);
  const current = (): Record<string, unknown> => ({
    name: design.name,
    isDefault: true,
    version: design.version,
    note: null,
    stages: asStored(),
  });
  const reload = async (): Promise<PipelineDesign> => {
    const { pipelines } = bodyOf(await server.as('administrator').get(path)) as { pipelines: PipelineDesign[] };
    design = pipelines.find(({ name }) => name.startsWith('Standard'))!;
    return design;
  };

  beforeAll(async () => {
    server = await testServer();
    const made = await server.as('administrator').post(path, {
      name: 'Standard',
      isDefault: true,
      note: null,
      stages: [stage('Talk', 'open'), stage('Offer', 'open', { requiredFields: ['amount'] }), ...closed],
    });
    expect(made.status, made.text).toBe(201);
    await reload();
  });
  afterAll(() => server.close());

  it('holds on entry: a deal enters a stage with what the stage asks for', async () => {
    const rep = server.as('rep');
    const [talk, offer] = design.stages;
    const deal = bodyOf(await rep.post('/api/selling/opportunities', { name: 'D1', stageId: talk.id }));
    const id = deal.id as string;
    const refused = await rep.patch(`/api/selling/opportunities/${id}`, { stageId: offer.id }, { 'if-match': '"1"' });
    expect(bodyOf(refused)).toMatchObject({ status: 422, type: 'urn:quarterdeck:problem:stage-criteria' });
    const moved = await rep.patch(
      `/api/selling/opportunities/${id}`,
      { stageId: offer.id, amount: '5.00' },
      { 'if-match': '"1"' },
    );
    expect(moved.status, moved.text).toBe(200);
  });

  it('can ask for more while open deals stay valid, and says how many lack it', async () => {
    const stages = asStored();
    stages[1].requiredFields = ['amount', 'nextStep'];
    expect((await put({ ...current(), stages, note: 'ask for the next step' })).status).toBe(200);
    await reload();
    expect(design.version).toBe(2);
    expect(design.stages[1]).toMatchObject({ deals: 1, lacking: 1 });
    const rep = server.as('rep');
    const { items } = bodyOf(await rep.get('/api/selling/opportunities?filter=name:eq:D1')) as {
      items: { id: string; version: number }[];
    };
    const renamed = await rep.patch(
      `/api/selling/opportunities/${items[0].id}`,
      { name: 'D1b' },
      { 'if-match': `"${items[0].version}"` },
    );
    expect(renamed.status).toBe(200);
  });

  it('refuses a design made from an old version, without a way to lose, or out of order', async () => {
    expect((await put({ ...current(), version: 1 })).status).toBe(409);
    const noLoss = await put({ ...current(), stages: asStored().slice(0, 3) });
    expect(bodyOf(noLoss)).toMatchObject({ type: 'urn:quarterdeck:problem:incomplete-pipeline' });
    const turned = await put({ ...current(), stages: asStored().toReversed() });
    expect(bodyOf(turned)).toMatchObject({ type: 'urn:quarterdeck:problem:closed-before-open' });
    const unknown = asStored();
    unknown[0].requiredFields = ['nobody'];
    expect(bodyOf(await put({ ...current(), stages: unknown }))).toMatchObject({
      type: 'urn:quarterdeck:problem:unknown-field',
    });
    expect((await server.as('manager').get(path)).status).toBe(403);
  });

  it('takes a stage out only when its deals have somewhere to go; they keep their time and are not asked for more', async () => {
    const [talk, offer, ...rest] = asStored();
    const without = [{ ...talk, requiredFields: ['lostReason'] }, ...rest];
    const refused = await put({ ...current(), stages: without });
    expect(bodyOf(refused)).toMatchObject({ type: 'urn:quarterdeck:problem:deals-without-stage' });
    const moved = await put({ ...current(), stages: without, moves: { [offer.id as string]: talk.id } });
    expect(moved.status, moved.text).toBe(200);
    await reload();
    expect(design.stages.map(({ name, deals }) => [name, deals])).toEqual([
      ['Talk', 1],
      ['Won', 0],
      ['Lost', 0],
    ]);
    const { items } = bodyOf(await server.as('rep').get('/api/selling/opportunities?filter=name:eq:D1b')) as {
      items: { stageId: string; probability: number }[];
    };
    expect(items[0]).toMatchObject({ stageId: talk.id, probability: 0.3 });
    const { versions } = bodyOf(await server.as('administrator').get(`${path}/${design.id}/versions`)) as {
      versions: { number: number; note: string | null; stages: unknown[] }[];
    };
    expect(versions.map(({ number, note, stages }) => [number, note, stages.length])).toEqual([
      [3, null, 3],
      [2, 'ask for the next step', 4],
      [1, null, 4],
    ]);
  });
});
