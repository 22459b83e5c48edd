export { createSessions, type Sessions, type SignedIn } from './session.ts';
export { createSignIn, type LoginContinuation, type SignIn } from './sign-in.ts';
