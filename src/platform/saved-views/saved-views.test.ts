import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestPerson, type TestServer, testServer } from '../../../test/support/test-server.ts';
import './access.ts';
import { savedViewRoutes } from './saved-view-routes.ts';

interface View {
  readonly id: string;
  readonly name: string;
  readonly mine: boolean;
  readonly isDefault: boolean;
  readonly defaultFor: readonly string[];
  readonly isRoleDefault: boolean;
}

const path = '/api/settings/views';
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ routes: savedViewRoutes });
});
afterAll(() => server.close());

const view = (name: string, more: object = {}) => ({
  kind: 'opportunity',
  name,
  shared: true,
  isDefault: false,
  query: { sort: '-amount' },
  ...more,
});
const seen = async (who: TestPerson): Promise<readonly View[]> =>
  ((await server.as(who).get(`${path}?kind=opportunity`)).body as { views: readonly View[] }).views;

describe('a view that a role opens with', () => {
  it('is given by an administrator, to those who hold the role', async () => {
    const made = await server.as('administrator').post(path, view('Largest first', { defaultFor: ['rep', 'rep'] }));
    expect([made.status, made.body]).toMatchObject([201, { defaultFor: ['rep'], isRoleDefault: false }]);
    expect(await seen('rep')).toMatchObject([
      { name: 'Largest first', mine: false, isDefault: false, isRoleDefault: true },
    ]);
    expect(await seen('manager')).toMatchObject([{ name: 'Largest first', isRoleDefault: false }]);
  });

  it('is one for each role: a newer one takes its place', async () => {
    await server.as('administrator').post(path, view('Newest first', { defaultFor: ['rep', 'supervisor'] }));
    const views = await seen('rep');
    expect(views.map(({ name, defaultFor }) => [name, defaultFor])).toEqual([
      ['Largest first', []],
      ['Newest first', ['rep', 'supervisor']],
    ]);
  });

  it('is given by nobody else, and not when it is not shared', async () => {
    for (const who of ['rep', 'manager', 'executive'] as const)
      expect((await server.as(who).post(path, view('Mine for all', { defaultFor: ['rep'] }))).status).toBe(403);
    const secret = view('Secret', { shared: false, defaultFor: ['rep'] });
    expect((await server.as('administrator').post(path, secret)).status).toBe(422);
    expect((await seen('administrator')).map(({ name }) => name)).not.toContain('Secret');
    expect((await server.as('rep').post(path, view('Mine', { shared: false, isDefault: true }))).status).toBe(201);
  });
});
