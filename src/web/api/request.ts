import type { Language } from '#kernel/local-text.ts';
import { forgetAhead, keepAhead, takeAhead } from './answers-ahead.ts';
import { type ProblemDocument, RequestFailed, localProblem } from './problem.ts';
import { loadSpeech } from './product-speech.ts';

export interface Call {
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  readonly body?: unknown;
  /** The version an update was made from. */
  readonly version?: number;
  /** Makes a create safe to repeat. One key per intent, kept while it is retried. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: ProblemDocument };

let askedLanguage: Language | undefined;

/** From now on names that the server picks (of stages, say) come in this language. */
export function askIn(language: Language): void {
  askedLanguage = language;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** '/api/selling/opportunities' with its query; lists are repeated, absent values left out. */
export function addressOf(path: string, query: Call['query'] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const part of Array.isArray(value) ? value : [value]) search.append(name, String(part));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Calls the API. Whatever goes wrong comes back as a value: nothing is thrown. */
export async function request<T>(method: Method, path: string, call: Call = {}): Promise<Answer<T>> {
  const address = addressOf(path, call.query);
  if (method !== 'GET') forgetAhead();
  let response: Response;
  try {
    response = await (takeAhead(address, askedLanguage) ??
      fetch(address, {
        method,
        headers: headersOf(call),
        credentials: 'same-origin',
        ...(call.body === undefined
          ? {}
          : { body: call.body instanceof FormData ? call.body : JSON.stringify(call.body) }),
        ...(call.signal === undefined ? {} : { signal: call.signal }),
      }));
  } catch (error) {
    const aborted = error instanceof DOMException && error.name === 'AbortError';
    return {
      ok: false,
      problem: localProblem(
        aborted ? 'aborted' : 'unreachable',
        aborted ? 'the request was stopped' : 'the server cannot be reached',
      ),
    };
  }
  const body = await readBody(response);
  if (response.ok) return { ok: true, value: body as T };
  await loadSpeech();
  if (isProblem(body)) return { ok: false, problem: body };
  return {
    ok: false,
    problem: { ...localProblem('unreadable', `the server answered ${response.status}`), status: response.status },
  };
}

/**
 * Asks for what a reader will want in a moment: who calls this address next gets the answer. `any`: it is the same in every language, and
 * asked without headers of our own, as the page's preload asks it.
 */
export function askAhead(address: string, language?: 'any'): Promise<Response> {
  const answer = fetch(address, language === 'any' ? {} : { headers: headersOf({}), credentials: 'same-origin' });
  keepAhead(address, answer, language ?? askedLanguage);
  return answer;
}

/** The same for queries: throws `RequestFailed`. */
export async function fetchValue<T>(path: string, call: Call = {}): Promise<T> {
  const answer = await request<T>('GET', path, call);
  if (!answer.ok) throw new RequestFailed(answer.problem);
  return answer.value;
}

/** A key under which a create can be repeated without doubling. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function headersOf(call: Call): Record<string, string> {
  return {
    accept: 'application/json, application/problem+json',
    ...(askedLanguage === undefined ? {} : { 'accept-language': askedLanguage }),
    ...(call.body === undefined || call.body instanceof FormData ? {} : { 'content-type': 'application/json' }),
    ...(call.version === undefined ? {} : { 'if-match': `"${call.version}"` }),
    ...(call.idempotencyKey === undefined ? {} : { 'idempotency-key': call.idempotencyKey }),
  };
}

async function readBody(response: Response): Promise<unknown> {
  if (response.status === 204 || !/json/.test(response.headers.get('content-type') ?? '')) return undefined;
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

function isProblem(body: unknown): body is ProblemDocument {
  return typeof body === 'object' && body !== null && 'type' in body && 'status' in body;
}
