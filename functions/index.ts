import { app } from '@azure/functions';
import { getProgrammingModel } from '@azure/functions-core';
import { answerEveryRequest } from './answered-invocations.ts';

app.setup({ enableHttpStream: true });

import './purge.ts';
import { register } from './route.ts';
import { ROUTES } from './routes.ts';

ROUTES.forEach(register);
answerEveryRequest(getProgrammingModel());
