import { type Place, placeOfCity } from './city-places.ts';

export { placeOfCity };

/** Where a customer is, and whether that is its own address or only the middle of its city. */
export interface AccountPlace extends Place {
  readonly exact: boolean;
}

/** The place of a customer from its coordinates, else from its city; undefined when neither tells. */
export function placeOfAccount(account: {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly city: string | null;
}): AccountPlace | undefined {
  const { latitude, longitude, city } = account;
  if (latitude !== null && longitude !== null) return { latitude, longitude, exact: true };
  const middle = city === null ? undefined : placeOfCity(city);
  return middle === undefined ? undefined : { ...middle, exact: false };
}
