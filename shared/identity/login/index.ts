export { createNames, type Names } from './names.ts';
export { createPeople, type KnownPerson, type People, PEOPLE_ON_PAGE } from './people.ts';
export { createSessions, type Sessions, type SignedIn } from './session.ts';
export { createSignIn, type LoginContinuation, type SignIn } from './sign-in.ts';
