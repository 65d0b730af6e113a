import { expect } from 'vitest';
import type { TestPerson, TestReply, TestServer } from './test-server.ts';

/** Calls under /api/incentives as a person. */
export function payCall(server: TestServer, who: TestPerson) {
  const as = server.as(who);
  const path = (rest: string): string => `/api/incentives/${rest}`;
  return {
    get: (rest: string) => as.get(path(rest)),
    post: (rest: string, body: unknown = {}, headers?: Record<string, string>) => as.post(path(rest), body, headers),
    put: (rest: string, body: unknown, headers?: Record<string, string>) => as.put(path(rest), body, headers),
    patch: (rest: string, body: unknown, headers?: Record<string, string>) => as.patch(path(rest), body, headers),
    delete: (rest: string) => as.delete(path(rest)),
  };
}

export function replied<T>(reply: TestReply): T {
  if (reply.status >= 400) throw new Error(`${reply.status} ${reply.text}`);
  return reply.body as T;
}

/** A plan written by finance and approved by the executive; returns the plan's id. */
export async function approvedPlan(server: TestServer, text: string): Promise<string> {
  const finance = payCall(server, 'finance');
  const { id } = replied<{ id: string }>(await finance.post('plans', { text }));
  expect((await finance.post(`plan-versions/${id}/submission`)).status).toBe(200);
  expect((await payCall(server, 'executive').post(`plan-versions/${id}/approval`)).status).toBe(200);
  return replied<{ planId: string }>(await finance.get(`plan-versions/${id}`)).planId;
}

export async function assignTo(
  server: TestServer,
  planId: string,
  person: TestPerson,
  fromOn: string,
  terms: Record<string, string> = {},
): Promise<string> {
  const body = { planId, target: 'person', targetId: server.people[person], fromOn, terms };
  return replied<{ id: string }>(await payCall(server, 'finance').post('plan-assignments', body)).id;
}

/** Calls of the worked examples (test/incentives/worked-example-company.ts) as people of the small company. */
export function callerOf(server: TestServer) {
  return async (who: TestPerson, method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<unknown> => {
    const as = server.as(who);
    const reply = await (method === 'GET'
      ? as.get(path)
      : method === 'POST'
        ? as.post(path, body)
        : as.put(path, body));
    if (reply.status >= 400) throw new Error(`${method} ${path}: ${reply.status} ${reply.text}`);
    return reply.body;
  };
}
