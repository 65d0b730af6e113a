import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportReport } from '#platform/importing/import-report.ts';
import { parseMapping } from '#platform/importing/mapping.ts';
import { runImport } from '#platform/importing/run-import.ts';
import { undoImport } from '#platform/importing/undo-import.ts';
import { readAs, runAs } from '#platform/records/run-as.ts';
import { runDiagnosis } from '#rooms/improve/diagnosis/run-diagnosis.ts';
import { metricNamed } from '#rooms/performance/metrics/catalogue.ts';
import { evaluateMetric } from '#rooms/performance/metrics/evaluate-metric.ts';
import { parsePeriod } from '#rooms/performance/metrics/period.ts';
import { referenceData } from './reference-data.ts';
import { type TestWorkplace, testWorkplace } from './support/workplace.ts';

const mappingOf = (name: string) =>
  parseMapping(readFileSync(join(import.meta.dirname, '..', 'docs', 'mappings', name), 'utf8'), name);

async function valueOf(place: TestWorkplace, name: string, period?: string): Promise<number | null> {
  return readAs(place, place.admin, async (context) => {
    const span = period === undefined ? undefined : parsePeriod(period, context.company.fiscal);
    return (await evaluateMetric(context, metricNamed(name)!, { period: span })).value;
  });
}

const maven = referenceData('crm-maven');

describe.skipIf(maven === undefined)('a CRM export (reference data)', () => {
  let place: TestWorkplace;
  let report: ImportReport;
  beforeAll(async () => {
    place = await testWorkplace();
    report = await runImport(place, place.admin, { path: maven!, mapping: mappingOf('crm-maven.yaml') });
  });
  afterAll(() => place.database.close());

  it('imports whole and tells the dirt', () => {
    expect(report).toMatchObject({ stored: true, rejectedCount: 0 });
    const told = report.warnings.map((warning) => `${warning.problem} ×${warning.count}`);
    expect(told).toContain('"GTXPro" was read as "GTX Pro" ×1480');
    expect(told).toContain('no account is named ×1425');
    expect(told.some((one) => one.includes('"technolgy" looks like a misspelling of "technology"'))).toBe(true);
    expect(report.warnings.find((warning) => warning.column === 'engage_date')).toMatchObject({
      problem: 'no day is given',
      count: 500,
    });
  });

  it.each([
    ['openCount', undefined, 2089],
    ['wonCount', undefined, 4238],
    ['lostCount', undefined, 2473],
    ['wonAmount', undefined, 10_005_534],
    ['wonAmount', '2017-Q1', 1_134_672],
    ['wonAmount', '2017-Q2', 3_086_111],
    ['wonAmount', '2017-Q3', 2_982_255],
    ['wonAmount', '2017-Q4', 2_802_496],
    ['averageWonAmount', undefined, 2360.91],
    ['customers', undefined, 85],
  ])('%s %s is as published', async (name, period, expected) => {
    expect(await valueOf(place, name, period)).toBe(expected);
  });

  it('win rate and cycles are as published', async () => {
    expect(await valueOf(place, 'winRate')).toBeCloseTo(0.6315, 4);
    expect(await valueOf(place, 'wonCycleDays')).toBeCloseTo(51.78, 2);
    expect(await valueOf(place, 'lostCycleDays')).toBeCloseTo(41.48, 2);
  });

  it('diagnoses as of the last day of the data, and says what it could not check', async () => {
    const diagnosis = await runAs(place, place.admin, runDiagnosis);
    expect(diagnosis.asOf).toBe('2017-12-31');
    expect(diagnosis.findings.map((finding) => finding.subject)).toContain('deal-account');
    expect(diagnosis.unchecked.map((one) => one.rule)).toContain('stageBottleneck');
  });

  it('creates nothing when the same files come again, and undoes the whole', async () => {
    const again = await runImport(place, place.admin, { path: maven!, mapping: mappingOf('crm-maven.yaml') });
    expect(again).toMatchObject({ created: 0, updated: 0, rejectedCount: 0 });
    const undone = await undoImport(place, place.admin, report.import);
    expect(undone.deleted).toBe(report.created);
    expect(await valueOf(place, 'wonCount')).toBe(0);
  });
});

const superstore = referenceData('zh-superstore');

describe.skipIf(superstore === undefined)('retail orders in GB18030 (reference data)', () => {
  let place: TestWorkplace;
  beforeAll(async () => {
    place = await testWorkplace();
    const report = await runImport(place, place.admin, { path: superstore!, mapping: mappingOf('zh-superstore.yaml') });
    expect(report).toMatchObject({ stored: true, rejectedCount: 0 });
    expect(
      report.warnings.some((warning) => warning.problem.startsWith('the same order stands here with other values')),
    ).toBe(true);
  });
  afterAll(() => place.database.close());

  it.each([
    ['revenue', 16_117_548.24],
    ['margin', 2_156_559.52],
    ['customers', 790],
    ['orderCount', 2773],
    ['returnCount', 296],
  ])('%s is as published, to the cent', async (name, expected) => {
    expect(await valueOf(place, name)).toBe(expected);
  });
});

describe.skipIf(superstore === undefined)('the same without a mapping (reference data)', () => {
  it('is recognised as customers, products, orders with lines, returns and regions, to the cent', async () => {
    const place = await testWorkplace();
    const report = await runImport(place, place.admin, { path: superstore! });
    // The orders stand there three times: in two encodings and as a workbook.
    expect(report).toMatchObject({ stored: true, rejectedCount: 0, skipped: 20_000 });
    expect(report.files.filter(({ ignored }) => ignored !== undefined)).toEqual([]);
    expect(await valueOf(place, 'revenue')).toBe(16_117_548.24);
    expect(await valueOf(place, 'margin')).toBe(2_156_559.52);
    expect(await valueOf(place, 'customers')).toBe(790);
    await place.database.close();
  });
});
