import { route } from './route.ts';

// At the root: some clients look there whatever the metadata says.
route({ name: 'authorize', route: 'authorize', methods: ['GET', 'POST'], handler: ({ oauth }) => oauth.authorize });
route({ name: 'token', route: 'token', methods: ['POST', 'OPTIONS'], handler: ({ oauth }) => oauth.token });
route({ name: 'register', route: 'register', methods: ['POST', 'OPTIONS'], handler: ({ oauth }) => oauth.register });
route({ name: 'revoke', route: 'revoke', methods: ['POST', 'OPTIONS'], handler: ({ oauth }) => oauth.revoke });
