export { createSessions, type Sessions } from './session.ts';
export { createSignIn, type Destination, type DestinationName, type SignedIn, type SignIn } from './sign-in.ts';
export { guardPages, tooManyPage, wordsPage, type StartAgain, type Words } from './trouble-page.ts';
