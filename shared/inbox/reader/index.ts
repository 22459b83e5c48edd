export { readCall } from './call.ts';
export { answersOf, type Answers } from './heard.ts';
export { readList } from './list.ts';
export { createSeats } from './seats.ts';
export { readThread } from './thread.ts';
export { waitFor } from './wait.ts';
