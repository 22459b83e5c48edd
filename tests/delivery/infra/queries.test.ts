import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, jest, test } from '@jest/globals';
import { queryChecker, type Tables } from '../../support/kusto.ts';

/** Columns that all tables of Application Insights share (learn.microsoft.com/azure/azure-monitor/app/data-model-complete). */
const CONTEXT = `operation_Name: string, operation_Id: string, operation_ParentId: string, operation_SyntheticSource: string,
  session_Id: string, user_Id: string, user_AuthenticatedId: string, user_AccountId: string, application_Version: string, client_Type: string,
  client_Model: string, client_OS: string, client_IP: string, client_City: string, client_StateOrProvince: string, client_CountryOrRegion: string,
  client_Browser: string, cloud_RoleName: string, cloud_RoleInstance: string, appId: string, appName: string, iKey: string, sdkVersion: string,
  itemId: string, itemCount: int, _ResourceId: string`;
/** What a query of Application Insights can ask, and one of its workspace: learn.microsoft.com/azure/azure-monitor/reference/tables. */
const INSIGHTS: Tables = {
  traces: `(timestamp: datetime, message: string, severityLevel: int, itemType: string, customDimensions: dynamic, customMeasurements: dynamic, ${CONTEXT})`,
  availabilityResults: `(timestamp: datetime, id: string, name: string, location: string, success: string, message: string, size: real, duration: real,
    performanceBucket: string, itemType: string, customDimensions: dynamic, customMeasurements: dynamic, ${CONTEXT})`,
};
const WORKSPACE: Tables = {
  AppTraces: `(TimeGenerated: datetime, Message: string, SeverityLevel: int, Properties: dynamic, Measurements: dynamic, OperationName: string,
    OperationId: string, ParentId: string, AppRoleName: string, AppRoleInstance: string, AppVersion: string, ItemCount: int, Type: string,
    _ResourceId: string, _BilledSize: real, _IsBillable: string, TenantId: string, SourceSystem: string)`,
  // A function of every workspace, with the columns of the table Operation.
  _LogOperation: `(TimeGenerated: datetime, Category: string, Operation: string, Level: string, Detail: string, OperationStatus: string,
    Solution: string, OperationKey: string, CorrelationId: string, HelpLink: string, Computer: string, _ResourceId: string, Type: string)`,
  Usage: `(TimeGenerated: datetime, DataType: string, Solution: string, Quantity: real, QuantityUnit: string, IsBillable: bool, ResourceUri: string,
    StartTime: datetime, EndTime: datetime, Type: string)`,
};

// The first query of each kind waits for the whole parser.
jest.setTimeout(180_000);

const FOLDER = 'infra/azure/queries';
const textOf = (name: string) => readFileSync(`${FOLDER}/${name}`, 'utf8');
const inInsights = queryChecker(INSIGHTS);
const inWorkspace = queryChecker(WORKSPACE);
/** The only query that an alert asks of the workspace. */
const OF_THE_WORKSPACE = ['alert-ingestion.kql'];

describe('each query of the workbook and the alerts', () => {
  test.each(readdirSync(FOLDER).filter((name) => name.endsWith('.kql')))('%s asks for columns and functions that there are', (name) => {
    const check = OF_THE_WORKSPACE.includes(name) ? inWorkspace : inInsights;
    expect(check(textOf(name))).toEqual([]);
  });

  test('those of the alerts have the two columns that an alert reads', () => {
    const alerts = readdirSync(FOLDER).filter((name) => name.startsWith('alert-'));
    expect(alerts).toHaveLength(8);
    for (const name of alerts) {
      const [check, time] = OF_THE_WORKSPACE.includes(name) ? [inWorkspace, 'TimeGenerated'] : [inInsights, 'timestamp'];
      expect({ name, faults: check(`${textOf(name)}\n| summarize sum(itemCount) by bin(${time}, 5m)`) }).toEqual({ name, faults: [] });
    }
  });
});

test('each query in the documents can be asked of the workspace or of Application Insights', () => {
  const documents = [
    'infra/azure/HANDBOOK.md',
    ...readdirSync('docs')
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ];
  const queries = documents.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/^```kusto\n([^]*?)^```$/gm)].map(([, query = '']) => query),
  );
  expect(queries.length).toBeGreaterThan(0);
  expect(queries.filter((query) => inWorkspace(query).length > 0 && inInsights(query).length > 0)).toEqual([]);
});

describe('the check flags', () => {
  test.each([
    ['a column that there is not', 'traces | project timestamps', "name 'timestamps'"],
    ['a function that there is not', 'traces | extend a = parse_jsn(message)', "name 'parse_jsn'"],
    ['an operator that there is not', "traces | where message containz 'x'", 'Expected'],
    ['a table of the workspace', 'AppTraces | count', "name 'AppTraces'"],
    ['a sum of texts', 'traces | summarize sum(message)', 'KS'],
    ['a column that an earlier step took away', 'traces | project timestamp | where itemCount > 1', "name 'itemCount'"],
    ['a bracket that is not closed', 'traces | where (itemCount > 1', 'Expected'],
  ])('%s', (_what, query, said) => {
    expect(inInsights(query).join('\n')).toContain(said);
  });
});
