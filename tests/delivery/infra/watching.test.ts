import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { FUNCTIONS as REGISTERED } from '../../../functions/function-names.ts';
import { parseBicepFolder, type BicepFile } from '../../support/bicep.ts';

const QUERIES = 'infra/azure/queries';
const queryOf = (name: string) => readFileSync(`${QUERIES}/${name}.kql`, 'utf8');
/** Without comments, and what a query counts in one line for many. */
const COUNTS = '| extend itemCount = itemCount * coalesce(toint(line.times), 1)';

let files: BicepFile[];
beforeAll(async () => {
  files = await parseBicepFolder('infra/azure');
});
const file = (end: string) => {
  const found = files.find(({ path }) => path.endsWith(end));
  if (!found) throw new Error(`There is no ${end}`);
  return found;
};

/** The rows of the table of alerts, as they stand in the source. */
function ruleOf(name: string) {
  const rows =
    file('/alerts.bicep')
      .sources.get('rules')
      ?.split(/\n {2}\{\n/) ?? [];
  const row = rows.find((each) => each.includes(`name: '${name}'`)) ?? '';
  return Object.fromEntries([...row.matchAll(/^ +(\w+): (.+)$/gm)].map(([, key = '', value = '']) => [key, value]));
}

describe('D54: what the audit trail is written to', () => {
  test('has no daily cap unless the operator sets one', () => {
    const parameter = file('/main.bicep').parameters.find(({ name }) => name === 'logDailyQuotaGb');
    expect(parameter?.default).toBe(0);
    expect(readFileSync('infra/azure/main.parameters.json', 'utf8')).toContain('"${LOG_DAILY_QUOTA_GB=0}"');
    expect(file('/monitoring.bicep').text).toContain('dailyQuotaGb: dailyQuotaGb == 0 ? -1 : dailyQuotaGb');
  });

  test('is watched: an alert of the workspace tells of a cap, of lost data, and of silence', () => {
    const rule = ruleOf('ingestion');
    expect(rule).toMatchObject({ scope: "'workspace'", severity: '1', threshold: '1', every: "'PT15M'" });
    const query = queryOf('alert-ingestion');
    expect(query).toContain('OverQuota');
    const hourly = readFileSync('functions/purge.ts', 'utf8');
    for (const event of ['grants_purged', 'purge_failed']) {
      expect(query).toContain(`"event":"${event}"`);
      expect(hourly).toContain(`'${event}'`);
    }
    // The workspace has other names for tables and columns than Application Insights.
    expect(query).not.toMatch(/\btraces\b|\btimestamp\b|\bmessage\b/);
    expect(file('/alerts.bicep').text).toMatch(/scopes: \[\s+contains\(rule, 'scope'\) \? workspaceId : insights\.id\s+\]/);
  });

  test('queries count a line for as many as it stands for', () => {
    const ofLimitedLines = readdirSync(QUERIES).filter((name) => {
      const text = readFileSync(`${QUERIES}/${name}`, 'utf8');
      return /"event":"request"|"level":"error"/.test(text) && /itemCount/.test(text) && name !== 'alert-not-ready.kql';
    });
    expect(ofLimitedLines.length).toBeGreaterThan(3);
    expect(ofLimitedLines.filter((name) => !readFileSync(`${QUERIES}/${name}`, 'utf8').includes(COUNTS))).toEqual([]);
  });
});

describe('events of Telnyx that do not reach the inbox', () => {
  const FUNCTIONS = ['telnyx-webhook', 'telnyx-webhook-failover'];

  test('raise an alert by their share of at least ten, and an error of the app counts more than a refusal', () => {
    expect(ruleOf('webhook')).toMatchObject({ query: "loadTextContent('../queries/alert-webhook.kql')", threshold: 'webhookThreshold' });
    const query = queryOf('alert-webhook');
    for (const name of FUNCTIONS) expect(query).toContain(`'${name}'`);
    expect(query).toContain('| where requests >= 10');
    expect(query).toContain('itemCount = (refused + 5 * failed) * 100 / requests');
  });

  test('are functions that the app has', () => {
    const names = Object.keys(REGISTERED).filter((name) => name.startsWith('telnyx-webhook'));
    expect(names).toEqual(FUNCTIONS);
  });

  test.each(['server-errors', 'unauthorized'])('raise no second alert: %s', (name) => {
    expect(/tostring\(line\['function'\]\) !in \((.*)\)/.exec(queryOf(`alert-${name}`))?.[1]).toContain(
      FUNCTIONS.map((each) => `'${each}'`).join(', '),
    );
  });
});

describe('D54: what costs money or reaches people raises an alert', () => {
  test.each([
    ['purchases', 'purchase', "'PT5M'", "'PT15M'"],
    ['sends', 'outbound', "'PT15M'", "'PT1H'"],
  ])('%s: by the risk in the audit line, once a call', (name, risk, every, window) => {
    expect(ruleOf(name)).toMatchObject({ query: `loadTextContent('../queries/alert-${name}.kql')`, every, window });
    const query = queryOf(`alert-${name}`);
    expect(query).toContain(`"event":"audit"`);
    expect(query).toContain(`tostring(line.risk) == '${risk}'`);
    // Not the line before a call, and not a call that was refused.
    expect(/outcome\) in \((.*)\)/.exec(query)?.[1]).toBe("'ok', 'partly_done', 'upstream_unavailable', 'internal'");
  });

  test('one purchase is enough', () => {
    expect(file('/main.bicep').parameters.find(({ name }) => name === 'alertPurchases')?.default).toBe(1);
  });
});
