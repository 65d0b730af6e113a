import { describe, expect, it } from 'vitest';
import { referenceData } from '../../../test/reference-data.ts';
import { pageCommands, refusal, runQuarterdeck } from '../../../test/support/method-page.ts';

describe.skipIf(referenceData() === undefined)('the method page', () => {
  it.each(pageCommands('territory'))('quarterdeck %s', (line) => {
    const { status, stderr, stdout } = runQuarterdeck(`${line} --json`);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(Object.keys(JSON.parse(stdout) as object).length).toBeGreaterThan(4);
  });
});

describe.skipIf(referenceData() === undefined)('published instances', () => {
  it.each([
    ['orlib-pmed/pmed1.txt --format orlib --steps 200', 5819],
    ['orlib-pmed/pmed5.txt --format orlib --steps 200', 1355],
    ['"orlib-pmedcap/pmedcap1(1).txt" --format orlib-cap --steps 2000000', 713],
    ['"orlib-pmedcap/pmedcap1(4).txt" --format orlib-cap --steps 2000000', 651],
  ])('%s', (line, cost) => {
    const path = line.startsWith('"') ? `"../shared/data/${line.slice(1)}` : `../shared/data/${line}`;
    expect(JSON.parse(runQuarterdeck(`territory median ${path.replaceAll('"', '')} --json`).stdout)).toMatchObject({
      cost,
    });
  });
});

const places =
  '\uFEFF名称,纬度,经度,工作量,潜力,current,locked\na,31.2,121.5,1,10,East,yes\nb,31.3,120.6,1,10,East,\nc,23.1,113.3,1,10,East,\nd,22.5,114.1,1,10,South,\n';

describe('files as they come', () => {
  it('designs from Chinese headers, keeps what is locked and says what moves', () => {
    const { stdout, status } = runQuarterdeck('territory design - --territories 2 --steps 5000 --json', places);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      moved: 1,
      balance: { workload: 0, potential: 0, within: true },
      territories: [
        { id: 'East', members: ['a', 'b'] },
        { id: 'South', members: ['c', 'd'], came: ['c'] },
      ],
    });
  });

  it('finds medians of edges', () => {
    const edges = 'from,to,cost\na,b,1\nb,c,1\nc,d,5\nd,e,1\n';
    expect(JSON.parse(runQuarterdeck('territory median - --p 2 --steps 50 --json', edges).stdout)).toMatchObject({
      cost: 3,
      gap: 0,
      proved: true,
    });
  });

  it.each([
    ['territory design -', places, 2, /--territories is required/],
    ['territory design - --territories 9', places, 2, /at most the 4 places/],
    ['territory design - --territories 2 --skills East', places, 2, /--skills: East/],
    ['territory design - --territories 2', 'id,workload\na,1\n', 3, /lat and lon, or x and y/],
    ['territory design - --territories 1', 'id,x,y\na,1,\n', 3, /line 2, column "x, y"/],
    ['territory design - --territories 1', 'id,x,y,workload\na,1,1,-4\n', 3, /found "-4".*at least 0/],
    ['territory design - --territories 1', 'id,x,y,locked\na,1,1,perhaps\n', 3, /found "perhaps", expected yes or no/],
    [
      'territory design - --territories 1 --skills T1=en',
      'id,x,y,skill\na,1,1,zh\n',
      3,
      /line 2, column "skill": found "zh"/,
    ],
    ['territory median -', 'id,x,y\na,0,0\n', 2, /--p is required/],
    ['territory median - --p 3', 'id,x,y\na,0,0\n', 2, /at most the 1 places/],
    ['territory median - --p 1', 'from,to,cost\na,b,1\nc,d,1\n', 3, /expected a way from/],
    ['territory median - --format orlib', '2 1\n', 3, /numbers of nodes, edges and medians/],
    ['territory median - --format orlib', '2 1 1\n1 9 4\n', 3, /line 2: found "1 9 4"/],
    ['territory median - --format orlib-cap', '1 713\n2 1 9\n1 0 0\n2 0 0 1\n', 3, /line 3/],
    ['territory median - --p 1 --capacity 1', 'id,x,y,weight\na,0,0,2\nb,1,1,2\n', 2, /the weights add up to 4/],
  ])('%s refuses %j with exit %d', async (line, input, code, message) => {
    expect(await refusal(line, input)).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
