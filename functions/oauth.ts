import { application } from './application.ts';
import { route } from './route.ts';

const { authorize, token, register, revoke } = application.oauth;

// At the root: some clients look there whatever the metadata says.
route({ name: 'authorize', route: 'authorize', methods: ['GET', 'POST'], handler: authorize });
route({ name: 'token', route: 'token', methods: ['POST', 'OPTIONS'], handler: token });
route({ name: 'register', route: 'register', methods: ['POST', 'OPTIONS'], handler: register });
route({ name: 'revoke', route: 'revoke', methods: ['POST', 'OPTIONS'], handler: revoke });
