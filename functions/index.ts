import { app } from '@azure/functions';
import { getProgrammingModel } from '@azure/functions-core';
import { answerEveryRequest } from './answered-invocations.ts';

app.setup({ enableHttpStream: true });

import './mcp-stream.ts';
import './test-auth.ts';
import './auth-login.ts';
import './auth-callback.ts';
import './oauth.ts';
import './tokens.ts';
import './well-known.ts';
import './health.ts';
import './home.ts';
import './purge.ts';

answerEveryRequest(getProgrammingModel());
