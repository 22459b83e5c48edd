import type { PlannedNumber } from './number-plan.ts';

/** Loads the numbering plans of all countries, which takes some 50 ms: with the first number that is looked up, not with the app (cold start). */
export const loadNumberPlan = (): Promise<(number: string) => PlannedNumber> => import('./number-plan.ts').then(({ planOf }) => planOf);
