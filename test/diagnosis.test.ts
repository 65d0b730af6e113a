import { describe, expect, it } from 'vitest';
import { plantedTruths, truths } from '../src/entrypoints/demo-company/planted-truths.ts';
import { simulateCompany } from '../src/entrypoints/demo-company/simulate-company.ts';
import { diagnosedCompany } from './support/diagnosed-company.ts';
import { type Diagnosis, diagnose } from '#engines/diagnosis/diagnose.ts';
import { estimateElasticity } from '#engines/pricing/elasticity/estimate-elasticity.ts';
import type { DiagnosedDeal, DiagnosisInput } from '#engines/diagnosis/diagnosis-input.ts';

const endsOn = '2026-11-23';

function emptyInput(): DiagnosisInput {
  return {
    asOfDay: 20_000,
    currency: 'CNY',
    deals: [],
    stageVisits: [],
    leads: [],
    accounts: [],
    lines: [],
    people: [],
    trainings: [],
    nextQuarterQuota: null,
    names: {},
  };
}

describe('the diagnosis of the demo company', () => {
  const diagnosis: Diagnosis = diagnose(diagnosedCompany(simulateCompany({ seed: 1, endsOn, planted: 'all' })));
  const rules = new Set(diagnosis.findings.slice(0, 20).map((finding) => finding.rule));

  it.each(truths)('finds %s among the first twenty', (truth) => {
    expect(rules).toContain(plantedTruths[truth].rule);
  });

  it('names whom each finding is about', () => {
    const { subjects } = simulateCompany({ seed: 1, endsOn, planted: 'all' });
    const about = (rule: string): string[] =>
      diagnosis.findings.filter((finding) => finding.rule === rule).map((finding) => finding.subject);
    expect(about('unevenLoad')).toContain(`owner:${subjects.crowdedPersonId}`);
    expect(about('slippingDeals')).toContain(`owner:${subjects.stalePersonId}`);
    expect(about('discountLeakage')).toEqual([`team:${subjects.discountUnitId}`]);
    expect(about('trainingEffect')).toEqual([`course:${plantedTruths.training.course}`]);
    expect(about('customerConcentration')).toEqual([`region:${plantedTruths.concentration.region}`]);
    expect(about('competitorLosses').toSorted()).toEqual(
      subjects.losingProductIds
        .map((product) => `product:${product}|competitor:${subjects.losingCompetitorId}`)
        .toSorted(),
    );
  });

  it('measures the effect of the course within its interval', () => {
    const finding = diagnosis.findings.find((one) => one.rule === 'trainingEffect')!;
    const { output, inputs } = finding.trace[0];
    expect(Math.abs(output!.value - plantedTruths.training.liftOfWinRate)).toBeLessThan(0.03);
    expect(inputs!.at(-2)!.value).toBeLessThan(output!.value);
    expect(inputs!.at(-1)!.value).toBeGreaterThan(output!.value);
  });

  it('says everything in three languages', () => {
    for (const finding of diagnosis.findings)
      for (const language of ['en', 'zh-Hans', 'zh-Hant'] as const) {
        expect(finding.title[language]).not.toBe('');
        for (const step of finding.trace) expect(step.step[language]).not.toBe('');
        if (language !== 'en')
          expect(finding.trace.every((step) => /\p{Script=Han}/u.test(step.step[language]))).toBe(true);
      }
  });
});

describe('the planted elasticities', () => {
  it('lie within intervals that hold all six at once in 95 of 100 companies', () => {
    const { lines } = diagnosedCompany(simulateCompany({ seed: 1, endsOn, planted: 'all' }));
    const planted = Object.entries(plantedTruths.priceElasticity.elasticities);
    for (const [family, elasticity] of planted) {
      const own = lines.filter((line) => line.family === family && line.domestic && line.amount > 0);
      const { pooled } = estimateElasticity(
        {
          product: own.map(({ product }) => product!),
          period: Int32Array.from(own, ({ day }) => Math.floor(day / 91)),
          season: 4,
          price: Float64Array.from(own, ({ amount, quantity }) => amount / quantity!),
          quantity: Float64Array.from(own, ({ quantity }) => quantity!),
        },
        { level: 1 - 0.05 / planted.length, pooling: 'none', time: 'period' },
      );
      expect(pooled!.low, family).toBeLessThan(elasticity);
      expect(pooled!.high, family).toBeGreaterThan(elasticity);
    }
  });
});

describe('a company with nothing planted', () => {
  it('hears a false alarm in at most one of twenty-five runs of a tiny, and of a small company', () => {
    for (const size of ['tiny', 'small'] as const) {
      const alarmed = Array.from({ length: 25 }, (_, seed) =>
        diagnose(diagnosedCompany(simulateCompany({ seed: seed + 1, endsOn, planted: 'none', size }))),
      ).filter((one) => one.findings.length > 0);
      expect(alarmed.length).toBeLessThanOrEqual(1);
    }
  });
});

describe('a company without data', () => {
  it('has nothing found and says for every rule what it would need', () => {
    const diagnosis = diagnose(emptyInput());
    expect(diagnosis.findings).toEqual([]);
    expect(diagnosis.checked).toEqual([]);
    expect(diagnosis.unchecked.length).toBeGreaterThanOrEqual(15);
    for (const { needs } of diagnosis.unchecked) expect(needs['zh-Hant']).not.toBe('');
  });
});

describe('what the best do differently', () => {
  /** Twelve sellers; the win rate follows how many people they speak to when `follows`, else nothing. */
  function company(follows: boolean): DiagnosisInput {
    const deals: DiagnosedDeal[] = [];
    for (let seller = 0; seller < 12; seller++)
      for (let i = 0; i < 200; i++) {
        const contacts = 1 + (i % 10 < seller * 0.8 ? 1 : 0);
        const chance = follows ? 0.2 + seller * 0.03 : 0.35;
        deals.push({
          id: `${seller}-${i}`,
          status: (i * 0.618_034 + seller * 0.37) % 1 < chance ? 'won' : 'lost',
          amount: 1000,
          listAmount: null,
          createdDay: 19_500 + i,
          closedDay: 19_540 + i,
          expectedCloseDay: null,
          lastActivityDay: null,
          slipCount: 0,
          activities: 4,
          early: { activities: 4, meetings: 1, contacts, firstContactDays: 1 },
          stage: 'stage',
          probability: 0.5,
          owner: `seller ${seller}`,
          team: null,
          account: `account ${i % 60}`,
          product: null,
          region: null,
          segment: null,
          source: null,
          competitor: null,
        });
      }
    return { ...emptyInput(), deals };
  }

  it('is found when the win rate goes with it', () => {
    const found = diagnose(company(true)).findings.filter((finding) => finding.rule === 'bestPractice');
    expect(found.map((finding) => finding.subject)).toEqual(['habit:multiThreading']);
  });

  it('is not told when nobody is better beyond chance', () => {
    expect(diagnose(company(false)).findings.filter((finding) => finding.rule === 'bestPractice')).toEqual([]);
  });
});
