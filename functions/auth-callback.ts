import { route } from './route.ts';

route({ name: 'auth-callback', route: 'auth/callback', methods: ['GET'], handler: ({ loginCallback }) => loginCallback });
