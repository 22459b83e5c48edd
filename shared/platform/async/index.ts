export { concurrently } from './concurrently.ts';
export { withDeadline } from './deadline.ts';
export { lazily } from './lazily.ts';
export { createSingleFlight, type SingleFlight } from './single-flight.ts';
