import { describe, expect, it } from 'vitest';
import { placeOfAccount } from './index.ts';

const nowhere = { latitude: null, longitude: null, city: null };

describe('the place of a customer', () => {
  it('is its own coordinates where there are some', () => {
    expect(placeOfAccount({ latitude: 31.1, longitude: 121.2, city: '北京' })).toEqual({
      latitude: 31.1,
      longitude: 121.2,
      exact: true,
    });
  });

  it.each([
    ['上海', 31.23, 121.47],
    ['上海市', 31.23, 121.47],
    ['台北市', 25.05, 121.53],
    ['臺北', 25.05, 121.53],
    ['延边', 42.91, 129.46],
  ])('is the middle of %s when only the city is known', (city, latitude, longitude) => {
    expect(placeOfAccount({ ...nowhere, city })).toEqual({ latitude, longitude, exact: false });
  });

  it.each([null, '', '沙市', 'Atlantis', '州'])('is unknown for the city %s', (city) => {
    expect(placeOfAccount({ ...nowhere, city })).toBeUndefined();
  });
});
