import { gzipSync } from 'node:zlib';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { referenceData } from '../../../test/reference-data.ts';
import { pageCommands, refusal, runQuarterdeck } from '../../../test/support/method-page.ts';

interface Answer {
  readonly cases: number;
  readonly events: number;
  readonly activities: readonly { name: string; count: number }[];
  readonly variants: number;
  readonly edges: readonly { from: string; to: string; count: number; medianSeconds: number }[];
  readonly top: readonly { path: readonly string[]; count: number }[];
  readonly fitness?: number;
  readonly fittingCases?: number;
  readonly notes: readonly string[];
}

const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-process-'));
afterAll(() => rmSync(folder, { recursive: true }));

function answer(line: string): Answer {
  const { stdout, stderr, status } = runQuarterdeck(`${line} --json`);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout) as Answer;
}

function written(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe.skipIf(referenceData() === undefined)('published logs', () => {
  it.each(pageCommands('process'))('quarterdeck %s', (line) => {
    expect(answer(line).cases).toBeGreaterThan(0);
  });

  const data = '../shared/data/process-logs';
  it.each([
    ['running-example.xes', 6, 42, 8, 6, 16],
    ['running-example.csv', 6, 42, 8, 6, 16],
    ['08_receipt.xes.gz', 1434, 8577, 27, 116, 99],
    ['receipt.csv', 1434, 8577, 27, 116, 99],
    ['roadtraffic100traces.xes', 100, 390, 10, 10, 18],
    ['roadtraffic100traces.csv', 100, 390, 10, 10, 18],
  ])('%s has the counts that are published', (file, cases, events, activities, variants, edges) => {
    const found = answer(`process discover ${data}/${file}`);
    expect([found.cases, found.events, found.activities.length, found.variants, found.edges.length]).toEqual([
      cases,
      events,
      activities,
      variants,
      edges,
    ]);
  });

  it('says which events count where a log tells starts and completions', () => {
    const found = answer(`process variants ${data}/reviewing.csv`);
    expect([found.cases, found.events, found.activities.length, found.variants]).toEqual([100, 3730, 14, 96]);
    expect(found.notes.join()).toMatch(/starts \(1452\) and completions \(2278\); both count/);
    expect(answer(`process variants ${data}/reviewing.csv --lifecycle complete`).events).toBe(2278);
  });

  it('finds the most frequent way of the receipt log', () => {
    expect(answer(`process variants ${data}/08_receipt.xes.gz`).top[0].count).toBe(713);
  });
});

const log = [
  'Case ID;Activity;Timestamp;Resource;Amount',
  '销-1;报价;2026-01-01 09:00;王;1,000',
  '销-1;合同;2026-01-03 09:00;李;1,000',
  '"销;2";报价;2026-01-01 09:00;王;500',
  '"销;2";回款;2026-01-02 09:00;王;500',
].join('\n');

describe('reading logs', () => {
  it('takes headers in other words, semicolons, Chinese and standard input', () => {
    const { stdout, stderr } = runQuarterdeck('process bottlenecks - --json', log);
    expect(stderr).toBe('');
    const found = JSON.parse(stdout) as Answer & { bottlenecks: { from: string; to: string; moneyHeld: number }[] };
    expect([found.cases, found.events, found.variants]).toEqual([2, 4, 2]);
    expect(found.bottlenecks[0]).toMatchObject({ from: '报价', to: '合同', moneyHeld: 1000 });
    expect(found.bottlenecks[1].moneyHeld).toBe(250);
    expect(found.notes.join()).toMatch(/without a zone/);
  });

  it('reads XES with nested attributes, packed, and amounts from the trace', () => {
    const xes = `<?xml version="1.0"?><log><trace><string key="concept:name" value="t1"/><float key="cost" value="10"/>
      <event><string key="concept:name" value="a &amp; b"><string key="concept:name" value="inner"/></string><date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event>
      <event><string key="concept:name" value="c"/><date key="time:timestamp" value="2026-01-02T00:00:00Z"/></event></trace><trace><string key="concept:name" value="empty"/></trace></log>`;
    const found = answer(`process bottlenecks ${written('log.xes.gz', gzipSync(xes))} --map amount=cost`);
    expect(found.edges).toMatchObject([{ from: 'a & b', to: 'c', count: 1, medianSeconds: 86_400 }]);
    expect(found.cases).toBe(1);
    expect(found.notes.join()).toMatch(/1 traces without events/);
    expect(JSON.stringify(found)).toContain('"moneyHeld":10');
  });

  it('checks against BPMN, and asks for both branches of a parallel gateway', () => {
    const flow = (from: string, to: string) =>
      `<bpmn:sequenceFlow id="${from}${to}" sourceRef="${from}" targetRef="${to}"/>`;
    const model = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"><bpmn:process id="p">
      <bpmn:startEvent id="s"/><bpmn:userTask id="q" name="报价"/><bpmn:parallelGateway id="g"/><bpmn:task id="c" name="合同"/><bpmn:task id="m" name="回款"/>
      <bpmn:parallelGateway id="h"/><bpmn:endEvent id="e"/>${[
        ['s', 'q'],
        ['q', 'g'],
        ['g', 'c'],
        ['g', 'm'],
        ['c', 'h'],
        ['m', 'h'],
        ['h', 'e'],
      ]
        .map(([a, b]) => flow(a, b))
        .join('')}
      </bpmn:process></bpmn:definitions>`;
    const found = answer(`process conform ${written('log.csv', log)} --model ${written('standard.bpmn', model)}`);
    expect(found.fittingCases).toBe(0);
    expect(found.fitness).toBeCloseTo(1 - 1 / 5, 12);
  });

  it.each([
    ['', 'line 1: expected a header line'],
    ['case,activity\n1,a', 'expected a column named "timestamp"'],
    ['case,activity,timestamp', 'at least one event'],
    ['case,activity,timestamp\n1,a,soon', 'line 2, column "timestamp": found "soon"'],
    ['case,activity,timestamp\n1,a,2026-02-30', 'line 2, column "timestamp": found "2026-02-30"'],
    ['case,activity,timestamp\n1,,2026-02-03', 'line 2, column "activity"'],
    ['case,activity,timestamp\n1,a,2026-02-03,x', 'line 2: found "4 cells", expected 3 cells'],
    ['case,activity,timestamp\n"1,a,2026-02-03', 'line 2: expected whole rows'],
    ['case,activity,timestamp,amount\n1,a,2026-02-03,NaNa', 'column "amount": found "NaNa"'],
  ])('refuses %j', async (text, message) => {
    const found = await refusal('process discover -', text);
    expect(found.code).toBe(3);
    expect(found.message).toContain(message);
  });

  it.each([
    ['<log><trace><event></event></trace></log>', '"concept:name" in every event'],
    ['<log><trace>', 'well-formed XML'],
    ['<html/>', 'an element "log"'],
  ])('refuses the XES %j', (text, message) => {
    const { status, stderr } = runQuarterdeck(`process discover ${written('bad.xes', text)}`);
    expect(status).toBe(3);
    expect(stderr).toContain(message);
  });

  it.each([
    ['model.yaml', 'stages: 5', 'a list of stages'],
    ['model.txt', 'a\na', 'twice'],
    [
      'model.bpmn',
      '<definitions><process><inclusiveGateway id="g" name="Any?"/></process></definitions>',
      'inclusiveGateway \\"Any?\\"',
    ],
  ])('refuses the model %s', (name, text, message) => {
    const { status, stderr } = runQuarterdeck(
      `process conform ${written('l.csv', log)} --model ${written(name, text)}`,
    );
    expect(status).toBe(3);
    expect(stderr).toContain(message);
  });

  it('refuses a what-if that names no activity of the log', () => {
    const { status, stderr } = runQuarterdeck(`process whatif ${written('l.csv', log)} --skip 付款`);
    expect(status).toBe(2);
    expect(stderr).toContain('no activity is named "付款"');
  });

  it('leaves the file as it was', () => {
    const path = written('same.csv', log);
    answer(`process discover ${path}`);
    expect(readFileSync(path, 'utf8')).toBe(log);
  });
});
