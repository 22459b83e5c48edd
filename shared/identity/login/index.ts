export { createSessions, type Sessions } from './session.ts';
export { createSignIn, type Destination, type DestinationName, type SignedIn, type SignIn } from './sign-in.ts';
