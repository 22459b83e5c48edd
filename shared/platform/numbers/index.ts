export { costlyRange, type Cost, type CostlyRange } from './costly-ranges.ts';
export { countryName } from './country-name.ts';
export { loadNumberPlan } from './load-number-plan.ts';
export { isUsaOrCanada } from './north-america.ts';
export type { PlannedNumber, PlannedType } from './number-plan.ts';
