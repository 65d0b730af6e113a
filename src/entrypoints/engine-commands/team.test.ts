import { describe, expect, it } from 'vitest';
import { referenceData } from '../../../test/reference-data.ts';
import { pageCommands, refusal, runQuarterdeck } from '../../../test/support/method-page.ts';

function answer(line: string, input?: string): Record<string, unknown> {
  const { stdout, stderr, status } = runQuarterdeck(`${line} --json`, input);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe.skipIf(referenceData() === undefined)('the method page', () => {
  it.each(pageCommands('team'))('quarterdeck %s', (line) => {
    expect(Object.keys(answer(line)).length).toBeGreaterThan(3);
  });

  it('counts leavers as published', () => {
    const found = answer(
      'team attrition ../shared/data/ibm-hr-attrition/WA_Fn-UseC_-HR-Employee-Attrition.csv --id EmployeeNumber --by JobRole',
    );
    expect([found.people, found.left]).toEqual([1470, 237]);
    expect(found.groups).toContainEqual(
      expect.objectContaining({ value: 'Sales Representative', people: 83, left: 33 }),
    );
    expect(found.groups).toContainEqual(expect.objectContaining({ value: 'Sales Executive', people: 326, left: 57 }));
  });
});

describe('team commands', () => {
  it('adds up months of service and leaves out later ones aloud', () => {
    const rows = ['甲', '乙', '丙'].flatMap((person) =>
      Array.from(
        { length: 8 },
        (_, m) => `${person},2024-01-10,2024-${String(m + 1).padStart(2, '0')}-15,${10 * (m + 1)}`,
      ),
    );
    const found = answer('team ramp - --months 6', ['姓名,入职日期,日期,业绩', ...rows].join('\n'));
    expect(found.usage).toMatchObject({ used: 18, skipped: 6 });
    expect(found.curve).toHaveLength(6);
  });

  it('counts ties of people to themselves for nothing, aloud', () => {
    const found = answer('team network -', 'from,to\na,b\nb,b\n');
    expect(found.ties).toBe(1);
    expect(String(found.notes)).toContain('1 rows tie a person to themselves');
  });

  it.each([
    ['team coverage -', 'person,skill,level\na,x,1\na,x,2', 3, 'found "a, x again"'],
    ['team coverage -', 'person,skill,level\na,x,high', 3, 'column "level": found "high"'],
    ['team coverage - --pick 0', 'person,skill\na,x', 2, 'pick'],
    ['team structure -', 'position,manager\na,b\nb,a', 3, '"a" reports to "b" reports to "a"'],
    ['team structure -', 'position\na\na', 3, '"a" twice'],
    ['team ramp -', 'person,start,date,value\na,2024-02-01,2024-01-01,5', 3, 'a date on or after the first day'],
    ['team ramp -', 'person,start,date,value\na,2024-01-01,2024-01-05,5', 3, 'people: 1'],
    ['team attrition -', 'person,score\na,1', 3, 'attrition'],
    ['team network -', '', 3, 'the file is empty'],
  ])('%s refuses %j', async (line, text, code, message) => {
    const found = await refusal(line, text);
    expect(found.message).toContain(message);
    expect(found.code).toBe(code);
  });
});
