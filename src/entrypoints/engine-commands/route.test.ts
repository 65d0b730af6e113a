import { describe, expect, it } from 'vitest';
import { referenceData } from '../../../test/reference-data.ts';
import { pageCommands, refusal, runQuarterdeck } from '../../../test/support/method-page.ts';

describe.skipIf(referenceData() === undefined)('the method page', () => {
  it.each(pageCommands('routing'))('quarterdeck %s', (line) => {
    const { status, stderr, stdout } = runQuarterdeck(`${line} --json`);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ distance: expect.any(Number), vehicles: expect.any(Number) });
  });
});

describe.skipIf(referenceData() === undefined)('published instances', () => {
  it.each([
    ['tsplib/burma14.tsp --format tsplib --steps 500', 3323, 1],
    ['tsplib/eil51.tsp --format tsplib --steps 20000', 426, 1],
    ['tsplib/berlin52.tsp --format tsplib --steps 2000', 7542, 1],
    ['solomon-vrptw/instances/c101.txt --format solomon --steps 20000', 828.94, 10],
    ['solomon-vrptw/instances/c201.txt --format solomon --steps 20000', 591.56, 3],
  ])('%s', (line, distance, vehicles) => {
    const answer = JSON.parse(runQuarterdeck(`route plan ../shared/data/${line} --json`).stdout) as {
      distance: number;
    };
    expect(answer).toMatchObject({ vehicles });
    expect(answer.distance).toBeCloseTo(distance, 1);
  });
});

const day =
  '\uFEFF客户,纬度,经度,拜访时长,open,close,priority\noffice,31.23,121.47,,,,\na,31.25,121.50,30,09:20,09:25,must\nb,31.20,121.45,20,,,may\n';
const square = 'id,x,y\nd,0,0\na,0,3\nb,4,3\nc,4,0\n';

describe('files as they come', () => {
  it('reads Chinese headers, a BOM and clock times, and plans a day', () => {
    const { stdout, status } = runQuarterdeck('route plan - --json', day);
    expect(status).toBe(0);
    const answer = JSON.parse(stdout) as { days: unknown[]; routes: string[][] };
    expect(answer.routes).toEqual([['a', 'b']]);
    expect(answer.days).toMatchObject([{ stops: [{ id: 'a', begin: '09:20', leave: '09:50' }, { id: 'b' }] }]);
  });

  it('makes a round trip of points alone, and proves it', () => {
    const answer = JSON.parse(runQuarterdeck('route plan - --json', square).stdout) as object;
    expect(answer).toMatchObject({ distance: 14, vehicles: 1, proved: true, lower: 14 });
  });

  it('takes a matrix whose streets differ by direction, and another end', () => {
    const open = JSON.parse(runQuarterdeck('route plan - --end c --day 0-100 --json', square).stdout) as object;
    expect(open).toMatchObject({ distance: 10, routes: [['a', 'b']] });
  });

  it.each([
    ['route plan -', 'id,x,y\na,0,0\na,1,1\n', 3, /line 3, column "id": found "a"/],
    ['route plan -', 'id,x,y\na,0,zero\nb,1,1\n', 3, /line 2, column "y": found "zero"/],
    ['route plan -', 'id,x,y\na,0,0\nb,1,\n', 3, /line 3, column "x, y"/],
    ['route plan -', 'id,lat,lon\na,91,0\nb,1,1\n', 3, /from -90 to 90/],
    ['route plan -', 'id\na\nb\n', 3, /lat and lon, or x and y/],
    ['route plan -', 'id,x,y\na,0,0\n', 3, /at least one place/],
    ['route plan -', 'id,x,y,open\na,0,0,\nb,1,1,half past\n', 3, /found "half past", expected a time/],
    ['route plan -', 'id,x,y,open,close\na,0,0,,\nb,1,1,12:00,11:00\n', 3, /not before it opens/],
    ['route plan -', 'id,x,y,priority\na,0,0,\nb,1,1,perhaps\n', 3, /must, may or a number/],
    ['route plan - --start z', square, 2, /--start: z/],
    ['route plan - --lunch noon', square, 2, /--lunch: noon/],
    ['route plan - --day late', square, 2, /--day: late/],
    ['route plan - --visits A', square.replace('id', 'id'), 2, /--visits: A/],
    [
      'route plan - --format tsplib',
      'NAME: x\nTYPE: HCP\nDIMENSION: 3\n',
      3,
      /line 2: found "HCP", expected TYPE: TSP/,
    ],
    [
      'route plan - --format tsplib',
      'NAME: x\nDIMENSION: 3\nEDGE_WEIGHT_TYPE: XRAY1\n',
      3,
      /EDGE_WEIGHT_TYPE: EXPLICIT or one of/,
    ],
    [
      'route plan - --format tsplib',
      'DIMENSION: 2\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n1 0 0\n2 0 x\n',
      3,
      /line 5: found "x"/,
    ],
    [
      'route plan - --format tsplib',
      'DIMENSION: 3\nEDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: UPPER_ROW\nEDGE_WEIGHT_SECTION\n1 2\n',
      3,
      /expected 3 numbers for 3 nodes/,
    ],
    ['route plan - --format solomon', 'C1\n25 200\n0 1 1 0 0 100 0\n1 2 2 5 50 40 0\n', 3, /line 4, column "due date"/],
    ['route plan - --format solomon', 'C1\n', 3, /vehicle number and capacity/],
  ])('%s refuses %j with exit %d', async (line, input, code, message) => {
    const line_ = line.includes('--visits') ? `${line} --days 5` : line;
    expect(await refusal(line_, input)).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('reads every triangle of an explicit matrix', () => {
    const head = 'DIMENSION: 4\nTYPE: TSP\nEDGE_WEIGHT_TYPE: EXPLICIT\nEDGE_WEIGHT_FORMAT: ';
    const cells: Readonly<Record<string, string>> = {
      FULL_MATRIX: '0 1 9 1\n1 0 1 9\n9 1 0 1\n1 9 1 0',
      UPPER_ROW: '1 9 1\n1 9\n1',
      LOWER_ROW: '1\n9 1\n1 9 1',
      UPPER_DIAG_ROW: '0 1 9 1\n0 1 9\n0 1\n0',
      LOWER_DIAG_ROW: '0\n1 0\n9 1 0\n1 9 1 0',
      UPPER_COL: '1\n9 1\n1 9 1',
    };
    for (const [format, text] of Object.entries(cells)) {
      const { stdout } = runQuarterdeck(
        'route plan - --format tsplib --json',
        `${head}${format}\nEDGE_WEIGHT_SECTION\n${text}\nEOF\n`,
      );
      expect(JSON.parse(stdout), format).toMatchObject({ distance: 4, proved: true });
    }
  });
});
