import { defineRecord } from '#platform/records/registry.ts';
import { priceListKind, priceKind } from './contract.ts';

defineRecord({ kind: priceListKind });
defineRecord({ kind: priceKind });
