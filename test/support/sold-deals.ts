import type { TestPerson, TestServer } from './test-server.ts';

const stages = new WeakMap<TestServer, { pipeline: string; won: string }>();

/** A pipeline with an open and a won stage, so that deals can be sold. */
export async function standardPipeline(server: TestServer): Promise<void> {
  const [pipeline, open, won] = [server.identity.newId(), server.identity.newId(), server.identity.newId()];
  await server.identity.system(async (tx) => {
    await tx.query(`insert into qd.pipeline (id, name, is_default) values ($1, 'Sales', true)`, [pipeline]);
    await tx.query(
      `insert into qd.stage (id, pipeline_id, name, sort, outcome, probability) values ($1, $3, 'Open', 1, 'open', 0.5), ($2, $3, 'Won', 2, 'won', 1)`,
      [open, won, pipeline],
    );
  }, 1);
  stages.set(server, { pipeline, won });
}

export interface SoldDeal {
  readonly owner: TestPerson | null;
  readonly amount: string;
  readonly on: string;
  readonly currency?: string;
  readonly name?: string;
  /** Someone besides the people of the small company. */
  readonly ownerId?: string;
}

/** A won deal, made over the API; returns its id. */
export async function sellDeal(
  server: TestServer,
  { owner, amount, on, currency = 'CNY', name, ownerId }: SoldDeal,
): Promise<string> {
  const { pipeline, won } = stages.get(server)!;
  const reply = await server.as('administrator').post('/api/selling/opportunities', {
    name: name ?? `Deal of ${owner ?? 'nobody'} on ${on}`,
    ownerId: ownerId ?? (owner === null ? null : server.people[owner]),
    pipelineId: pipeline,
    stageId: won,
    amount,
    currency,
    createdOn: '2023-01-01',
    expectedCloseOn: on,
    closedOn: on,
  });
  if (reply.status !== 201) throw new Error(`deal not sold: ${reply.status} ${reply.text}`);
  return (reply.body as { id: string }).id;
}
