import { route } from './route.ts';

route({ name: 'auth-login', route: 'auth/login', methods: ['POST'], handler: ({ startLogin }) => startLogin });
